import { DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn'
import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { found } from './core/aws.ts'
import { StepError } from './core/errors.ts'
import { namesOf } from './core/names.ts'
import { ifConditionHolds, runs, runsTable } from './core/runs-table.ts'
import { payload, step } from './core/step.ts'

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
    const owner = await lockOwner(service)
    if (owner && (await isRunning(owner))) throw busy(service, owner)
    // Nobody, or the dead owner: should a third execution have been faster, the condition fails and it is busy after all.
    if (await taken(service, execution, owner ? [owner] : [])) return { takenFrom: owner ?? null }
    throw busy(service, await lockOwner(service))
  },
)

/** Gives the lock back if this execution holds it; somebody else's stays, and none is fine. */
export const ReleaseLock = step(payload({}), async ({ service, execution }) => {
  return { released: await releaseLock(service, execution) }
})

/** The execution that holds the lock of a service, running or not. */
export async function lockOwner(service: string): Promise<string | undefined> {
  const request = new GetCommand({ TableName: runsTable(), Key: namesOf(service).lock, ConsistentRead: true })
  return (await runs.send(request)).Item?.owner as string | undefined
}

/** Gives back the lock of an execution. Answers whether it was held by that one. */
export async function releaseLock(service: string, execution: string): Promise<boolean> {
  const request = new DeleteCommand({
    TableName: runsTable(),
    Key: namesOf(service).lock,
    ConditionExpression: '#owner = :owner',
    ExpressionAttributeNames: { '#owner': 'owner' },
    ExpressionAttributeValues: { ':owner': execution },
  })
  return (await ifConditionHolds(runs.send(request))) !== undefined
}

/** An execution that AWS has forgotten (after 90 days) is not running either. */
export async function isRunning(executionArn: string): Promise<boolean> {
  const execution = await found(states.send(new DescribeExecutionCommand({ executionArn })))
  return execution?.status === 'RUNNING'
}

/** Writes this execution as owner where the lock is free or held by one of `holders`; whether that came true. */
async function taken(service: string, execution: string, holders: readonly string[]): Promise<boolean> {
  const values = Object.fromEntries(holders.map((holder, index) => [`:holder${index}`, holder]))
  const held = holders.length ? ` OR #owner IN (${Object.keys(values).join(', ')})` : ''
  const request = new PutCommand({
    TableName: runsTable(),
    Item: { ...namesOf(service).lock, owner: execution, since: new Date().toISOString() },
    ConditionExpression: `attribute_not_exists(pk)${held}`,
    ...(holders.length && { ExpressionAttributeNames: { '#owner': 'owner' }, ExpressionAttributeValues: values }),
  })
  return (await ifConditionHolds(runs.send(request))) !== undefined
}

function busy(service: string, owner: string | undefined): StepError {
  return new StepError(
    'Busy',
    `${owner ?? 'Another execution'} is working on the service ${service}. Wait for it to end or stop it, then start again.`,
  )
}
