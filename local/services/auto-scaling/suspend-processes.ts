import type { ScalingProcessQuery } from '@aws-sdk/client-auto-scaling'
import type { Call } from '../../operation.ts'
import { groupResources } from './groups/arn.ts'
import { findLastingGroup } from './groups/find.ts'
import { readProcesses } from './groups/process-names.ts'

/** Stops things the group does by itself, by default all. */
export function handle(input: ScalingProcessQuery, { cloud }: Call): Record<string, never> {
  const { suspended } = findLastingGroup(cloud.autoScaling, input.AutoScalingGroupName)
  const reason = `User suspended at ${new Date(cloud.clock.now()).toISOString().replace(/\.\d+Z$/, 'Z')}`
  for (const process of readProcesses(input.ScalingProcesses))
    if (!suspended.has(process)) suspended.set(process, reason)
  return {}
}

export const resources = groupResources
