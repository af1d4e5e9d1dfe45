import type { Tag } from '@aws-sdk/client-auto-scaling'
import type { Call } from '../../../operation.ts'
import { groupResources } from './arn.ts'

/** `resources` of operations whose tags name their groups. */
export function tagResources({ Tags = [] }: { Tags?: Tag[] | undefined }, call: Call): string[] {
  return [...new Set(Tags.flatMap(({ ResourceId }) => groupResources({ AutoScalingGroupName: ResourceId }, call)))]
}
