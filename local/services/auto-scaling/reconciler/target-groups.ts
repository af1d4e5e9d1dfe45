import { AwsError } from '../../../aws-error.ts'
import type { Cloud } from '../../../cloud.ts'
import { attachedTargetGroups, type Group } from '../groups/group.ts'
import type { Member } from '../groups/member.ts'

/** Registers members in service with the attached target groups, and lets go of detached ones that have drained. */
export function alignTargetGroups(cloud: Cloud, group: Group): void {
  for (const arn of attachedTargetGroups(group)) registerMembers(cloud, group, arn)
  for (const [arn, state] of group.targetGroups) if (state === 'detaching') detach(cloud, group, arn)
}

function registerMembers({ elasticLoadBalancing }: Cloud, group: Group, arn: string): void {
  const isDue = ({ lifecycle, registeredWith, staysUnregistered, unhealthyBy }: Member) =>
    lifecycle === 'InService' && !unhealthyBy && !staysUnregistered && !registeredWith.has(arn)
  const due = group.members.filter(isDue)
  if (due.length === 0) return
  try {
    elasticLoadBalancing.registerInstances(
      arn,
      due.map(({ instance }) => instance.id),
    )
    for (const { registeredWith } of due) registeredWith.add(arn)
  } catch (error) {
    // A target group that has been deleted while attached takes no more instances; the group lives on without.
    if (!(error instanceof AwsError)) throw error
  }
}

function detach({ elasticLoadBalancing }: Cloud, group: Group, arn: string): void {
  const registered = group.members.filter(({ registeredWith }) => registeredWith.has(arn))
  const ids = registered.map(({ instance }) => instance.id)
  const drained = ids.every((id) => elasticLoadBalancing.healthOf(arn, id) === undefined)
  if (!drained) return
  for (const { registeredWith } of registered) registeredWith.delete(arn)
  group.targetGroups.delete(arn)
}

/** How far an attached target group is, as DescribeLoadBalancerTargetGroups puts it. */
export function attachmentState(
  { elasticLoadBalancing }: Cloud,
  group: Group,
  arn: string,
): 'Adding' | 'Added' | 'InService' | 'Removing' {
  if (group.targetGroups.get(arn) === 'detaching') return 'Removing'
  const inService = group.members.filter(
    ({ lifecycle, staysUnregistered }) => lifecycle === 'InService' && !staysUnregistered,
  )
  if (inService.some(({ registeredWith }) => !registeredWith.has(arn))) return 'Adding'
  const isHealthy = ({ instance }: Member) => elasticLoadBalancing.healthOf(arn, instance.id)?.state === 'healthy'
  return inService.some(isHealthy) ? 'InService' : 'Added'
}
