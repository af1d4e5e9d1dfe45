import { PutCommand, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb'
import { StepError } from '../../core/errors.ts'
import { ifConditionHolds, inAMonth, itemAt, runs, runsTable } from '../../core/runs-table.ts'
import type { Chosen } from '../../failures/failure.ts'
import type { FailureName } from '../../failures/index.ts'
import type { Observe } from '../input.ts'
import type { Phase } from '../phase.ts'

/** A failure that is in place, or about to be, with what it picked. */
export interface Active extends Chosen {
  failure: FailureName
  /** The place of the phase that injected it. */
  phase: number
  at: string
}

/** A run of a scenario, as all its steps know it. */
export interface Run {
  service: string
  execution: string
  scenario: string
  phases: Phase[]
  observe: Observe & { steadySeconds: number }
  startedAt: string
  /** `watching` while phases run; `restoring` from the moment that nothing may be injected any more. */
  status: 'watching' | 'restoring'
  /** Instances the group wanted, and zones it had them in, before the run. */
  capacity: number
  zones: string[]
  active: Partial<Record<FailureName, Active>>
  /** Milliseconds since the epoch; only while a step injects or lifts. It does so to its end, whoever stops the run. */
  changingSince?: number
  /** When the service began to be restored. */
  restoringSince?: string
  /** Milliseconds since the epoch, from which all is lifted but the guard. */
  recoveringSince?: number
}

const keyOf = (execution: string) => ({ pk: `run#${execution}`, sk: 'run' })

/** Records a new run; recording it again changes nothing. */
export async function createRun(run: Run): Promise<void> {
  const Item = { ...keyOf(run.execution), ...run, expiresAt: inAMonth() }
  const request = new PutCommand({ TableName: runsTable(), Item, ConditionExpression: 'attribute_not_exists(pk)' })
  await ifConditionHolds(runs.send(request))
}

/** The run of an execution that is known to have one. */
export async function readRun(execution: string): Promise<Run> {
  const run = await itemAt<Run>(keyOf(execution))
  if (!run) throw new Error(`The runs table knows no run of ${execution}`)
  return run
}

/** The phase at a place in the run's list. */
export function phaseOf(run: Run, index: number): Phase {
  const phase = run.phases[index]
  if (!phase) throw new Error(`The run has no phase ${index}`)
  return phase
}

/**
 * Writes down that the service is about to be changed, and by which failure if one is injected. Throws `Halted` once
 * the run is being restored: nothing may change what is restored.
 */
export async function beginChange(execution: string, injected?: Active): Promise<void> {
  const request = new UpdateCommand({
    TableName: runsTable(),
    Key: keyOf(execution),
    UpdateExpression: `SET changingSince = :now${injected ? ', active.#failure = :injected' : ''}`,
    ConditionExpression: '#status = :watching',
    ExpressionAttributeNames: { '#status': 'status', ...(injected && { '#failure': injected.failure }) },
    ExpressionAttributeValues: {
      ':watching': 'watching',
      ':now': Date.now(),
      ...(injected && { ':injected': injected }),
    },
  })
  if (await ifConditionHolds(runs.send(request))) return
  throw new StepError('Halted', 'The run is being restored: nothing is injected or lifted any more.')
}

/** Writes down that nothing is being changed any more. */
export async function endChange(execution: string): Promise<void> {
  const UpdateExpression = 'REMOVE changingSince'
  await runs.send(new UpdateCommand({ TableName: runsTable(), Key: keyOf(execution), UpdateExpression }))
}

/** Writes down that a failure has been lifted. */
export async function removeActive(execution: string, failure: FailureName): Promise<void> {
  await runs.send(
    new UpdateCommand({
      TableName: runsTable(),
      Key: keyOf(execution),
      UpdateExpression: 'REMOVE active.#failure',
      ExpressionAttributeNames: { '#failure': failure },
    }),
  )
}

/** Ends watching and injecting. Answers with the run, if there is one. */
export async function markRestoring(execution: string): Promise<Run | undefined> {
  return await mark(execution, {
    UpdateExpression: 'SET #status = :restoring, restoringSince = if_not_exists(restoringSince, :now)',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: { ':restoring': 'restoring', ':now': new Date().toISOString() },
  })
}

/** Writes down that nothing but the guard is left to lift. Answers with the run, if there is one. */
export async function markRecovering(execution: string): Promise<Run | undefined> {
  return await mark(execution, {
    UpdateExpression: 'SET recoveringSince = if_not_exists(recoveringSince, :now)',
    ExpressionAttributeValues: { ':now': Date.now() },
  })
}

async function mark(execution: string, change: Omit<UpdateCommandInput, 'TableName' | 'Key'>) {
  const request = new UpdateCommand({
    TableName: runsTable(),
    Key: keyOf(execution),
    ConditionExpression: 'attribute_exists(pk)',
    ReturnValues: 'ALL_NEW',
    ...change,
  })
  return (await ifConditionHolds(runs.send(request)))?.Attributes as Run | undefined
}
