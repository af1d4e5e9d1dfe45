import type { ActivitiesType, DescribeScalingActivitiesType } from '@aws-sdk/client-auto-scaling'
import type { Call } from '../../operation.ts'
import { activityView } from './groups/activity.ts'
import { findGroup } from './groups/find.ts'
import { page } from './groups/page.ts'
import type { AutoScalingState } from './state.ts'

/** Describes activities, the newest first; those of deleted groups on request. */
export function handle(input: DescribeScalingActivitiesType, { cloud }: Call): ActivitiesType {
  const found = activitiesOf(cloud.autoScaling, input)
  const ids = input.ActivityIds
  const wanted = ids?.length ? found.filter(({ ActivityId = '' }) => ids.includes(ActivityId)) : found
  const { items, ...rest } = page(wanted, ({ ActivityId = '' }) => ActivityId, input, 100)
  return { Activities: items, ...rest }
}

function activitiesOf(
  state: AutoScalingState,
  { AutoScalingGroupName: name, IncludeDeletedGroups }: DescribeScalingActivitiesType,
) {
  const isWanted = (groupName: string) => name === undefined || groupName === name
  const deleted = IncludeDeletedGroups ? state.deletedActivities.filter(({ groupName }) => isWanted(groupName)) : []
  if (name !== undefined && !IncludeDeletedGroups) findGroup(state, name)
  const present = [...state.groups.values()]
    .filter((group) => isWanted(group.name))
    .flatMap(({ activities }) => activities)
  const newestFirst = present.toSorted((one, other) => other.startedAt - one.startedAt)
  return [...newestFirst.map((each) => activityView(each)), ...deleted.map((each) => activityView(each, true))]
}
