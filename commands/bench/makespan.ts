import type { SFNClient } from '@aws-sdk/client-sfn'
import type { Cloud } from '../../local/cloud.ts'
import { succeed } from '../execution.ts'
import type { Machine } from '../flags.ts'
import type { Bounds } from './critical-path.ts'

export interface Makespan extends Bounds {
  cloudSeconds: number
  /** Calls to AWS by the steps. */
  apiCalls: number
  transitions: number
  historyEvents: number
}

/** Runs a machine once and measures it. Throws when the execution does not succeed. */
export async function makespan(cloud: Cloud, client: SFNClient, machine: Machine, bounds: Bounds): Promise<Makespan> {
  const callsBefore = cloud.calls.total
  const { description, events } = await succeed(client, machine, { service: 'bench' })
  const { startDate = new Date(0), stopDate = startDate } = description
  return {
    cloudSeconds: (stopDate.getTime() - startDate.getTime()) / 1000,
    ...bounds,
    apiCalls: cloud.calls.records.slice(callsBefore - cloud.calls.total).filter(isOfStep).length,
    transitions: events.filter(({ type }) => type?.endsWith('StateEntered')).length,
    historyEvents: events.length,
  }
}

/** Calls of the steps' own roles: not those of the instances, of Step Functions, or of this program. */
function isOfStep({ principalArn }: { principalArn: string }): boolean {
  return /assumed-role\/ResilientService-\w+/.test(principalArn) && !principalArn.includes('Machine')
}
