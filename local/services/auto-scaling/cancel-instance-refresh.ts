import type { CancelInstanceRefreshAnswer, CancelInstanceRefreshType } from '@aws-sdk/client-auto-scaling'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { groupResources } from './groups/arn.ts'
import { findLastingGroup } from './groups/find.ts'
import { isActive } from './groups/refresh.ts'

/** Stops a refresh; replacements under way are finished. */
export function handle(input: CancelInstanceRefreshType, { cloud }: Call): CancelInstanceRefreshAnswer {
  const group = findLastingGroup(cloud.autoScaling, input.AutoScalingGroupName)
  const refresh = group.refreshes.find(isActive)
  if (!refresh) {
    const message = `No in progress or pending Instance Refresh found for Auto Scaling group ${group.name}`
    throw new AwsError('ActiveInstanceRefreshNotFound', message)
  }
  refresh.status = 'Cancelling'
  refresh.reason = 'Cancelled due to user request.'
  return { InstanceRefreshId: refresh.id }
}

export const resources = groupResources
