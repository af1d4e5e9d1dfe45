import type { Cloud } from '../../../cloud.ts'
import { at } from '../groups/cause.ts'
import { attachedTargetGroups, type Group, isSuspended, presentMembers } from '../groups/group.ts'
import type { Member, UnhealthyBy } from '../groups/member.ts'
import { beginTermination } from './terminating.ts'

const findings: Record<UnhealthyBy, string> = {
  EC2: 'an EC2 health check indicating it has been terminated or stopped.',
  ELB: 'an ELB system health check failure.',
  user: 'a user health-check.',
}

/** Marks members unhealthy whose instance is gone or, with the ELB type, which a target group calls unhealthy. */
export function checkHealth(cloud: Cloud, group: Group): void {
  if (isSuspended(group, 'HealthCheck')) return
  for (const member of presentMembers(group)) {
    if (member.unhealthyBy) continue
    if (!member.instance.isLive) member.unhealthyBy = 'EC2'
    else if (isRefusedByBalancer(cloud, group, member)) member.unhealthyBy = 'ELB'
  }
}

function isRefusedByBalancer({ clock, elasticLoadBalancing }: Cloud, group: Group, member: Member): boolean {
  const isAsked = group.healthCheckType.includes('ELB') && member.lifecycle === 'InService'
  if (!isAsked || isInGrace(group, member, clock.now())) return false
  return attachedTargetGroups(group).some(
    (arn) => elasticLoadBalancing.healthOf(arn, member.instance.id)?.state === 'unhealthy',
  )
}

/** Whether a member is so new that its health is not acted upon. */
export function isInGrace(group: Group, { inServiceAt }: Member, now: number): boolean {
  return inServiceAt === undefined || now < inServiceAt + group.graceSeconds * 1000
}

/** Takes unhealthy members out; launching their replacements is left to the capacity. */
export function replaceUnhealthy(cloud: Cloud, group: Group): void {
  if (isSuspended(group, 'ReplaceUnhealthy') || isSuspended(group, 'Terminate')) return
  for (const member of presentMembers(group)) {
    if (!member.unhealthyBy) continue
    const response = `an instance was taken out of service in response to ${findings[member.unhealthyBy]}`
    beginTermination(cloud, group, member, at(cloud.clock.now(), response))
    group.replacementsDue++
  }
}
