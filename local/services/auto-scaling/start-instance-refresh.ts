import { randomUUID } from 'node:crypto'
import type {
  RefreshPreferences,
  StartInstanceRefreshAnswer,
  StartInstanceRefreshType,
} from '@aws-sdk/client-auto-scaling'
import { AwsError } from '../../aws-error.ts'
import type { Call, Need } from '../../operation.ts'
import { groupResources } from './groups/arn.ts'
import { validationError } from './groups/errors.ts'
import { findLastingGroup } from './groups/find.ts'
import { presentMembers } from './groups/group.ts'
import { chooseTemplate, launchNeeds } from './groups/launch-source.ts'
import { isActive, type Refresh } from './groups/refresh.ts'
import { isCurrent } from './reconciler/selection.ts'

/** Starts to replace a group's instances, some at a time. One refresh runs at a time. */
export function handle(input: StartInstanceRefreshType, { cloud }: Call): StartInstanceRefreshAnswer {
  const group = findLastingGroup(cloud.autoScaling, input.AutoScalingGroupName)
  const { Strategy = 'Rolling', DesiredConfiguration, Preferences = {} } = input
  if (Strategy !== 'Rolling') throw validationError(`Strategy ${Strategy} is not supported by this cloud.`)
  checkPreferences(Preferences)
  if (group.refreshes.some(isActive)) {
    const message = 'An Instance Refresh is already in progress and blocks the execution of this Instance Refresh.'
    throw new AwsError('InstanceRefreshInProgress', message)
  }
  const wanted = DesiredConfiguration?.LaunchTemplate
  const template = wanted && chooseTemplate(cloud.ec2, wanted, group.subnets)
  const skipsMatching = Preferences.SkipMatching ?? false
  const isOutdated = (member: (typeof group.members)[number]) =>
    !skipsMatching || !isCurrent(cloud, group, member, template)
  const outdated = new Set(
    presentMembers(group)
      .filter(isOutdated)
      .map(({ instance }) => instance.id),
  )
  const refresh: Refresh = {
    id: randomUUID(),
    startedAt: cloud.clock.now(),
    status: 'Pending',
    outdated,
    remaining: outdated.size,
    minHealthyPercentage: Preferences.MinHealthyPercentage ?? 90,
    warmupSeconds: Preferences.InstanceWarmup ?? group.warmupSeconds ?? group.graceSeconds,
    skipsMatching,
    ...(template ? { template } : {}),
  }
  group.refreshes = [refresh, ...group.refreshes]
  return { InstanceRefreshId: refresh.id }
}

export const resources = groupResources

export function needs({ DesiredConfiguration }: StartInstanceRefreshType, call: Call): Need[] {
  return launchNeeds(DesiredConfiguration?.LaunchTemplate, call)
}

function checkPreferences({ MinHealthyPercentage = 90 }: RefreshPreferences): void {
  if (MinHealthyPercentage < 0 || MinHealthyPercentage > 100)
    throw validationError('MinHealthyPercentage must be between 0 and 100.')
}
