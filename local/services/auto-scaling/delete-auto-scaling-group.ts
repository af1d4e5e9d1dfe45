import type { DeleteAutoScalingGroupType } from '@aws-sdk/client-auto-scaling'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { groupResources } from './groups/arn.ts'
import { findGroup } from './groups/find.ts'

/** Deletes an empty group, or with ForceDelete one with its instances: it is gone once they are terminated. */
export function handle(input: DeleteAutoScalingGroupType, { cloud }: Call): Record<string, never> {
  const group = findGroup(cloud.autoScaling, input.AutoScalingGroupName)
  if (!input.ForceDelete)
    refuseOccupied(
      group.members.length,
      group.activities.some(({ endedAt }) => endedAt === undefined),
    )
  group.deletion = { force: input.ForceDelete ?? false }
  group.minSize = 0
  group.desiredCapacity = 0
  return {}
}

export const resources = groupResources

function refuseOccupied(members: number, hasActivities: boolean): void {
  if (members > 0) {
    const what = 'there are instances or pending Spot instance request(s) still in the group.'
    throw new AwsError('ResourceInUse', `You cannot delete an AutoScalingGroup while ${what}`)
  }
  if (!hasActivities) return
  const what = 'there are scaling activities in progress for that group.'
  throw new AwsError('ScalingActivityInProgress', `You cannot delete an AutoScalingGroup while ${what}`)
}
