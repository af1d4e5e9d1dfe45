import type { Call } from '../../../operation.ts'

/** ARN of a group; without its id a pattern that matches whatever group has the name. */
export function groupArn({ region, account }: { region: string; account: string }, name: string, id = '*'): string {
  return `arn:aws:autoscaling:${region}:${account}:autoScalingGroup:${id}:autoScalingGroupName/${name}`
}

/** `resources` of operations that name a group. */
export function groupResources(
  { AutoScalingGroupName: name = '*' }: { AutoScalingGroupName?: string | undefined },
  { cloud }: Call,
): string[] {
  return [cloud.autoScaling.groups.get(name)?.arn ?? groupArn(cloud, name)]
}

/** `resources` of operations that name an instance of a group. */
export function memberResources({ InstanceId }: { InstanceId?: string | undefined }, { cloud }: Call): string[] {
  const groups = [...cloud.autoScaling.groups.values()]
  const group = groups.find(({ members }) => members.some(({ instance }) => instance.id === InstanceId))
  return [group?.arn ?? groupArn(cloud, '*')]
}
