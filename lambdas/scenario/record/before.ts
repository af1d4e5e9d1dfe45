import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { ifConditionHolds, itemAt, itemsWhere, runs, runsTable } from '../../core/runs-table.ts'
import type { Facts } from '../../failures/failure.ts'

/**
 * How a service was before a run. It is kept for the service, not the run, and stays until the service has been seen to
 * be like that again: whoever comes next knows from it that somebody left the service broken, and how it ought to be.
 */
export interface Before {
  service: string
  /** The execution that has changed the service since. */
  execution: string
  /** The ARN of the Auto Scaling group, which no two deployments share: what was of one is not restored into another. */
  group: string
  facts: Facts
  healthyTargets: number
}

/** All notes share one partition, so that one query finds every service that may be broken. */
const pk = 'before'
const keyOf = (service: string) => ({ pk, sk: service })

export function readBefore(service: string): Promise<Before | undefined> {
  return itemAt(keyOf(service))
}

/** The notes of all services that may be broken: few at any time, and none most of the time. */
export function readAllBefore(): Promise<Before[]> {
  return Array.fromAsync(itemsWhere<Before>('pk = :pk', { ':pk': pk }))
}

/** Writes down how the service is, unless an earlier note is there. */
export async function writeBefore(before: Before): Promise<void> {
  const Item = { ...keyOf(before.service), ...before }
  const request = new PutCommand({ TableName: runsTable(), Item, ConditionExpression: 'attribute_not_exists(pk)' })
  await ifConditionHolds(runs.send(request))
}

/** Forgets the note of one execution: the service is as it was. */
export async function forgetBefore({ service, execution }: Before): Promise<void> {
  const request = new DeleteCommand({
    TableName: runsTable(),
    Key: keyOf(service),
    ConditionExpression: 'execution = :execution',
    ExpressionAttributeValues: { ':execution': execution },
  })
  await ifConditionHolds(runs.send(request))
}
