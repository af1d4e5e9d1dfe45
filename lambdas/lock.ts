import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb'
import { DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn'
import * as z from 'zod'
import { found, variable } from './core/aws.ts'
import { StepError } from './core/errors.ts'
import { namesOf } from './core/names.ts'
import { payload, step } from './core/step.ts'

const dynamoDb = new DynamoDBClient()
const states = new SFNClient()

/**
 * Takes the lock: a free one, one this execution holds already (a retry), one of the execution that started this one,
 * or one whose owner is no longer running. A running owner means `Busy`.
 */
export const AcquireLock = step(
  payload({ startedBy: z.string().nullable() }),
  async ({ service, execution, startedBy }) => {
    const holders = [execution, ...(startedBy ? [startedBy] : [])]
    if (await taken(service, execution, holders)) return { takenFrom: null }
    const owner = await ownerOf(service)
    if (owner && (await isRunning(owner))) throw busy(service, owner)
    // Nobody, or the dead owner: should a third execution have been faster, the condition fails and it is busy after all.
    if (await taken(service, execution, owner ? [owner] : [])) return { takenFrom: owner ?? null }
    throw busy(service, await ownerOf(service))
  },
)

/** Gives the lock back if this execution holds it; somebody else's stays, and none is fine. */
export const ReleaseLock = step(payload({}), async ({ service, execution }) => {
  const request = new DeleteItemCommand({
    TableName: variable('RUNS_TABLE'),
    Key: keyOf(service),
    ConditionExpression: '#owner = :owner',
    ExpressionAttributeNames: { '#owner': 'owner' },
    ExpressionAttributeValues: { ':owner': { S: execution } },
  })
  return { released: await holds(dynamoDb.send(request)) }
})

function keyOf(service: string) {
  const { pk, sk } = namesOf(service).lock
  return { pk: { S: pk }, sk: { S: sk } }
}

/** Writes this execution as owner where the lock is free or held by one of `holders`; whether that came true. */
function taken(service: string, execution: string, holders: readonly string[]): Promise<boolean> {
  const values = Object.fromEntries(holders.map((holder, index) => [`:holder${index}`, { S: holder }]))
  const held = holders.length ? ` OR #owner IN (${Object.keys(values).join(', ')})` : ''
  return holds(
    dynamoDb.send(
      new PutItemCommand({
        TableName: variable('RUNS_TABLE'),
        Item: { ...keyOf(service), owner: { S: execution }, since: { S: new Date().toISOString() } },
        ConditionExpression: `attribute_not_exists(pk)${held}`,
        ...(holders.length && { ExpressionAttributeNames: { '#owner': 'owner' }, ExpressionAttributeValues: values }),
      }),
    ),
  )
}

/** Whether a conditional request went through. */
async function holds(request: Promise<unknown>): Promise<boolean> {
  try {
    await request
    return true
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false
    throw error
  }
}

async function ownerOf(service: string): Promise<string | undefined> {
  const { Item } = await dynamoDb.send(
    new GetItemCommand({ TableName: variable('RUNS_TABLE'), Key: keyOf(service), ConsistentRead: true }),
  )
  return Item?.owner?.S
}

/** An execution that AWS has forgotten (after 90 days) is not running either. */
async function isRunning(executionArn: string): Promise<boolean> {
  const execution = await found(states.send(new DescribeExecutionCommand({ executionArn })))
  return execution?.status === 'RUNNING'
}

function busy(service: string, owner: string | undefined): StepError {
  return new StepError(
    'Busy',
    `${owner ?? 'Another execution'} works on the service ${service}. Wait until it has ended, or stop it, and start again.`,
  )
}
