import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { inAMonth, itemsWhere, runs, runsTable } from '../../core/runs-table.ts'
import type { Look, Probe, Samples } from '../judging/sample.ts'

/** Samples as the watch hands them over. Every probe sent and look begun before `through` has been handed over. */
export interface Batch extends Samples {
  through: number
}

const keyOf = (execution: string, time: number) => ({ pk: `run#${execution}`, sk: `samples#${sortable(time)}` })

/** Keeps one batch. JSON text, because DynamoDB's own form would name every attribute of every probe's every type. */
export async function writeBatch(
  execution: string,
  writtenAt: number,
  { probes, looks, through }: Batch,
): Promise<void> {
  const samples = JSON.stringify({ probes, looks })
  const Item = { ...keyOf(execution, writtenAt), samples, through, expiresAt: inAMonth() }
  await runs.send(new PutCommand({ TableName: runsTable(), Item }))
}

/** All samples of a run taken since a time, in order of time, and until when they are complete. */
export async function readSamples(execution: string, since: number): Promise<Batch> {
  const probes: Probe[] = []
  const looks: Look[] = []
  let through = since
  const { pk, sk: from } = keyOf(execution, since)
  const values = { ':pk': pk, ':from': from, ':to': 'samples#~' }
  const items = itemsWhere<{ samples: string; through: number }>('pk = :pk AND sk BETWEEN :from AND :to', values)
  for await (const item of items) {
    const batch = JSON.parse(item.samples) as Samples
    probes.push(...batch.probes.filter(({ sentAt }) => sentAt >= since))
    looks.push(...batch.looks.filter(({ at }) => at >= since))
    through = Math.max(through, item.through)
  }
  return { probes: probes.sort((a, b) => a.sentAt - b.sentAt), looks: looks.sort((a, b) => a.at - b.at), through }
}

function sortable(time: number): string {
  return String(Math.max(0, Math.floor(time))).padStart(15, '0')
}
