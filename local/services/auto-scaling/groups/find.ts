import type { AutoScalingState } from '../state.ts'
import { validationError } from './errors.ts'
import type { Group } from './group.ts'
import type { Member } from './member.ts'

/** The group of a name. Throws Auto Scaling's error where there is none. */
export function findGroup({ groups }: AutoScalingState, name = ''): Group {
  const group = groups.get(name)
  if (!group) throw validationError(`AutoScalingGroup name not found - AutoScalingGroup '${name}' not found`)
  return group
}

/** The group of a name that is not being deleted, for what would change it. */
export function findLastingGroup(state: AutoScalingState, name = ''): Group {
  const group = findGroup(state, name)
  if (group.deletion) throw validationError(`AutoScalingGroup '${name}' is pending delete`)
  return group
}

/** A member by its instance's id, with its group. Throws Auto Scaling's error where no group has it. */
export function findMember(state: AutoScalingState, instanceId = ''): { group: Group; member: Member } {
  for (const group of state.groups.values()) {
    const member = group.members.find(({ instance }) => instance.id === instanceId)
    if (member) return { group, member }
  }
  throw validationError(`Instance Id not found - No managed instance found for instance ID: ${instanceId}`)
}
