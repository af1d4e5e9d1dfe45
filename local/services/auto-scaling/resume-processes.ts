import type { ScalingProcessQuery } from '@aws-sdk/client-auto-scaling'
import type { Call } from '../../operation.ts'
import { groupResources } from './groups/arn.ts'
import { findLastingGroup } from './groups/find.ts'
import { readProcesses } from './groups/process-names.ts'

/** Lets the group do again what was suspended, by default all. */
export function handle(input: ScalingProcessQuery, { cloud }: Call): Record<string, never> {
  const { suspended } = findLastingGroup(cloud.autoScaling, input.AutoScalingGroupName)
  for (const process of readProcesses(input.ScalingProcesses)) suspended.delete(process)
  return {}
}

export const resources = groupResources
