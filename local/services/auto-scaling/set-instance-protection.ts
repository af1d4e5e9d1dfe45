import type { SetInstanceProtectionAnswer, SetInstanceProtectionQuery } from '@aws-sdk/client-auto-scaling'
import type { Call } from '../../operation.ts'
import { groupResources } from './groups/arn.ts'
import { validationError } from './groups/errors.ts'
import { findLastingGroup } from './groups/find.ts'
import type { Group } from './groups/group.ts'
import type { Member } from './groups/member.ts'

/** Keeps instances from being chosen when the group shrinks, or lets go of them. */
export function handle(input: SetInstanceProtectionQuery, { cloud }: Call): SetInstanceProtectionAnswer {
  const group = findLastingGroup(cloud.autoScaling, input.AutoScalingGroupName)
  const members = (input.InstanceIds ?? []).map((id) => memberOf(group, id))
  for (const member of members) member.isProtected = input.ProtectedFromScaleIn ?? false
  return {}
}

function memberOf(group: Group, id: string): Member {
  const member = group.members.find(({ instance }) => instance.id === id)
  if (!member) throw validationError(`The instance ${id} is not part of Auto Scaling group ${group.name}.`)
  return member
}

export const resources = groupResources
