import type { AutoScalingGroupNamesType, AutoScalingGroupsType, Filter } from '@aws-sdk/client-auto-scaling'
import type { Cloud } from '../../cloud.ts'
import type { Call } from '../../operation.ts'
import { validationError } from './groups/errors.ts'
import type { Group } from './groups/group.ts'
import { groupView } from './groups/group-view.ts'
import { page } from './groups/page.ts'

/** Describes groups; names that nobody has are left out. */
export function handle(input: AutoScalingGroupNamesType, { cloud }: Call): AutoScalingGroupsType {
  const { groups } = cloud.autoScaling
  const names = input.AutoScalingGroupNames
  const candidates = names?.length ? names.flatMap((name) => groups.get(name) ?? []) : [...groups.values()]
  const found = (input.Filters ?? []).reduce((rest, filter) => rest.filter(toTest(cloud, filter)), candidates)
  const { items, ...rest } = page(found, ({ name }) => name, input)
  const shown = items.map((group) => groupView(cloud, group))
  if (input.IncludeInstances === false) for (const group of shown) delete group.Instances
  return { AutoScalingGroups: shown, ...rest }
}

function toTest({ tags }: Cloud, { Name = '', Values = [] }: Filter): (group: Group) => boolean {
  if (Name === 'tag-key') return ({ arn }) => Object.keys(tags.of(arn)).some((key) => Values.includes(key))
  if (Name === 'tag-value') return ({ arn }) => Object.values(tags.of(arn)).some((value) => Values.includes(value))
  if (Name.startsWith('tag:')) return ({ arn }) => Values.includes(tags.of(arn)[Name.slice(4)] ?? '')
  throw validationError(`Filter type ${Name} is not correct. Allowed Filter types are: tag-key tag-value tag:<key>`)
}
