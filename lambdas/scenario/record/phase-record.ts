import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { inAMonth, itemAt, itemsWhere, runs, runsTable } from '../../core/runs-table.ts'
import type { Summary } from '../judging/summary.ts'
import type { Terms } from '../judging/terms.ts'
import type { Injection } from '../phase.ts'

/** What is known of one phase of a run: since when it changes the service, and, once over, what came of it. */
export interface PhaseRecord {
  index: number
  name: string
  /** Milliseconds since the epoch: when its first change was about to be made, and when the last had been made. */
  startedAt: number
  injectedAt?: number
  terms?: Terms
  lifted?: string[]
  injected?: Injection[]
  summary?: Summary
}

const keyOf = (execution: string, index: number) => ({
  pk: `run#${execution}`,
  sk: `phase#${String(index).padStart(2, '0')}`,
})

/** Starts a phase; a retried step keeps the time of its first attempt. */
export async function startPhase(execution: string, index: number, name: string): Promise<number> {
  const { Attributes } = await runs.send(
    new UpdateCommand({
      TableName: runsTable(),
      Key: keyOf(execution, index),
      UpdateExpression:
        'SET startedAt = if_not_exists(startedAt, :now), #name = :name, #index = :index, expiresAt = :end',
      ExpressionAttributeNames: { '#name': 'name', '#index': 'index' },
      ExpressionAttributeValues: { ':now': Date.now(), ':name': name, ':index': index, ':end': inAMonth() },
      ReturnValues: 'ALL_NEW',
    }),
  )
  return (Attributes as PhaseRecord).startedAt
}

export async function readPhase(execution: string, index: number): Promise<PhaseRecord> {
  const record = await itemAt<PhaseRecord>(keyOf(execution, index))
  if (!record) throw new Error(`The run ${execution} has not started phase ${index}`)
  return record
}

export async function writePhase(execution: string, record: PhaseRecord): Promise<void> {
  const Item = { ...keyOf(execution, record.index), ...record, expiresAt: inAMonth() }
  await runs.send(new PutCommand({ TableName: runsTable(), Item }))
}

/** The phases that a run has started, in their order. */
export function readPhases(execution: string): Promise<PhaseRecord[]> {
  const values = { ':pk': `run#${execution}`, ':phase': 'phase#' }
  return Array.fromAsync(itemsWhere<PhaseRecord>('pk = :pk AND begins_with(sk, :phase)', values))
}
