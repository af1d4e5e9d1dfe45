import { DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn'
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { found } from './core/aws.ts'
import { StepError } from './core/errors.ts'
import { namesOf } from './core/names.ts'
import { ifConditionHolds, itemAt, runs, runsTable } from './core/runs-table.ts'
import { payload, step } from './core/step.ts'

const states = new SFNClient()

/** Who works on a service. Executions are named by their ARNs. */
interface Lock {
  owner: string
  /** Those that have lent the lock to what they have started, the first one first: the owner gives it back to the last. */
  lenders: string[]
}

/**
 * Takes the lock: a free one, one this execution holds already (a retry), one that the execution that started this one
 * holds and so lends it, or one whose holders are no longer running. A running holder means `Busy`.
 */
export const AcquireLock = step(
  payload({ startedBy: z.string().nullable() }),
  async ({ service, execution, startedBy }) => {
    const lock = await readLock(service)
    if (lock?.owner === execution) return { takenFrom: null }
    const holders = lock ? [...lock.lenders, lock.owner] : []
    const lenders = holders.slice(0, holders.indexOf(startedBy ?? '') + 1)
    const others = holders.slice(lenders.length)
    for (const other of others) if (await isRunning(other)) throw busy(service, other)
    // Should another execution have been faster, the condition fails and it is busy after all.
    if (await replaced(service, lock?.owner, { owner: execution, lenders })) return { takenFrom: others.at(-1) ?? null }
    throw busy(service, (await readLock(service))?.owner)
  },
)

/** Gives the lock back if this execution holds it; somebody else's stays, and none is fine. */
export const ReleaseLock = step(payload({}), async ({ service, execution }) => {
  return { released: await releaseLock(service, execution) }
})

/** The execution that holds the lock of a service, running or not. */
export async function lockOwner(service: string): Promise<string | undefined> {
  return (await readLock(service))?.owner
}

/** Gives back the lock of an execution, to the one that has lent it, if any. Answers whether it was held by that one. */
export async function releaseLock(service: string, execution: string): Promise<boolean> {
  const lock = await readLock(service)
  if (lock?.owner !== execution) return false
  const owner = lock.lenders.at(-1)
  return await replaced(
    service,
    execution,
    owner === undefined ? undefined : { owner, lenders: lock.lenders.slice(0, -1) },
  )
}

/** An execution that AWS has forgotten (after 90 days) is not running either. */
export async function isRunning(executionArn: string): Promise<boolean> {
  const execution = await found(states.send(new DescribeExecutionCommand({ executionArn })))
  return execution?.status === 'RUNNING'
}

function readLock(service: string): Promise<Lock | undefined> {
  return itemAt(namesOf(service).lock)
}

/** Puts a lock, or none, in the place of the one that `owner` holds, or of none; whether that was still so. */
async function replaced(service: string, owner: string | undefined, lock: Lock | undefined): Promise<boolean> {
  const TableName = runsTable()
  const Key = namesOf(service).lock
  const condition =
    owner === undefined
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: '#owner = :owner',
          ExpressionAttributeNames: { '#owner': 'owner' },
          ExpressionAttributeValues: { ':owner': owner },
        }
  const request = lock
    ? runs.send(new PutCommand({ TableName, Item: { ...Key, ...lock, since: new Date().toISOString() }, ...condition }))
    : runs.send(new DeleteCommand({ TableName, Key, ...condition }))
  return (await ifConditionHolds<unknown>(request)) !== undefined
}

function busy(service: string, owner: string | undefined): StepError {
  return new StepError(
    'Busy',
    `${owner ?? 'Another execution'} is working on the service ${service}. Wait for it to end or stop it, then start again.`,
  )
}
