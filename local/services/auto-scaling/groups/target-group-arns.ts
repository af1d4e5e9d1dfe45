import type { Cloud } from '../../../cloud.ts'
import { validationError } from './errors.ts'
import type { Group } from './group.ts'

/** Throws Auto Scaling's error unless every target group is there. */
export function checkTargetGroups({ elasticLoadBalancing }: Cloud, arns: readonly string[]): void {
  if (arns.every((arn) => elasticLoadBalancing.targetGroup(arn))) return
  throw validationError('Provided Target Groups may not be valid. Please ensure they exist and try again.')
}

/** Attaches target groups; members are registered within a second of cloud time. */
export function attachTargetGroups(cloud: Cloud, group: Group, arns: readonly string[]): void {
  checkTargetGroups(cloud, arns)
  for (const arn of arns) group.targetGroups.set(arn, 'attached')
}

/** Detaches target groups: members drain from them. */
export function detachTargetGroups({ elasticLoadBalancing }: Cloud, group: Group, arns: readonly string[]): void {
  const foreign = arns.filter((arn) => group.targetGroups.get(arn) !== 'attached')
  if (foreign.length)
    throw validationError(`Trying to remove Target Groups that are not part of the group: [${foreign.join(', ')}]`)
  for (const arn of arns) {
    const registered = group.members.filter(({ registeredWith }) => registeredWith.has(arn))
    elasticLoadBalancing.deregisterInstances(
      arn,
      registered.map(({ instance }) => instance.id),
    )
    group.targetGroups.set(arn, 'detaching')
  }
}
