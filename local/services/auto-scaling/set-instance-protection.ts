import type { SetInstanceProtectionAnswer, SetInstanceProtectionQuery } from '@aws-sdk/client-auto-scaling'
import type { Call } from '../../operation.ts'
import { groupResources } from './groups/arn.ts'
import { findLastingGroup, findMember } from './groups/find.ts'

/** Keeps instances from being chosen when the group shrinks, or lets go of them. */
export function handle(input: SetInstanceProtectionQuery, { cloud }: Call): SetInstanceProtectionAnswer {
  findLastingGroup(cloud.autoScaling, input.AutoScalingGroupName)
  const members = (input.InstanceIds ?? []).map((id) => findMember(cloud.autoScaling, id).member)
  for (const member of members) member.isProtected = input.ProtectedFromScaleIn ?? false
  return {}
}

export const resources = groupResources
