import { randomUUID } from 'node:crypto'
import type { CreateAutoScalingGroupType } from '@aws-sdk/client-auto-scaling'
import { AwsError } from '../../aws-error.ts'
import type { Call, Need } from '../../operation.ts'
import { groupArn, groupResources } from './groups/arn.ts'
import { at } from './groups/cause.ts'
import { validationError } from './groups/errors.ts'
import type { Group } from './groups/group.ts'
import { launchNeeds } from './groups/launch-source.ts'
import { readSettings } from './groups/settings.ts'
import { checkTags, setTags } from './groups/tags.ts'
import { checkTargetGroups } from './groups/target-group-arns.ts'
import type { AutoScalingState } from './state.ts'

/** Makes a group, which begins to launch within a second of cloud time. */
export function handle(input: CreateAutoScalingGroupType, { cloud }: Call): Record<string, never> {
  const { AutoScalingGroupName: name = '', TargetGroupARNs = [], TrafficSources = [], Tags = [] } = input
  checkName(cloud.autoScaling, name)
  const settings = readSettings(cloud, input)
  const targetGroups = [...TargetGroupARNs, ...TrafficSources.map(({ Identifier = '' }) => Identifier)]
  checkTargetGroups(cloud, targetGroups)
  checkTags(Tags)
  const now = cloud.clock.now()
  const group: Group = {
    ...settings,
    name,
    arn: groupArn(cloud, name, randomUUID()),
    createdAt: now,
    targetGroups: new Map(targetGroups.map((arn) => [arn, 'attached'])),
    suspended: new Map(),
    propagated: new Map(),
    members: [],
    activities: [],
    refreshes: [],
    change: creation(now, settings.desiredCapacity),
    replacementsDue: 0,
    lastScaledAt: Number.NEGATIVE_INFINITY,
    retryAt: 0,
    failedLaunches: 0,
    deletion: undefined,
  }
  setTags(cloud, group, Tags)
  cloud.autoScaling.add(group)
  return {}
}

export const resources = groupResources

export function needs({ LaunchTemplate }: CreateAutoScalingGroupType, call: Call): Need[] {
  return launchNeeds(LaunchTemplate, call)
}

function checkName({ groups }: AutoScalingState, name: string): void {
  if (name === '' || name.length > 255 || name.includes(':'))
    throw validationError('Group name must be between 1 and 255 characters and may not contain a colon.')
  const present = groups.get(name)
  if (!present) return
  const end = present.deletion ? ' and is pending delete' : ''
  const message = `AutoScalingGroup by this name already exists - A group with the name ${name} already exists${end}`
  throw new AwsError('AlreadyExists', message)
}

function creation(now: number, desiredCapacity: number): string | undefined {
  if (desiredCapacity === 0) return undefined
  return at(
    now,
    `a user request created an AutoScalingGroup changing the desired capacity from 0 to ${desiredCapacity}.`,
  )
}
