import type { DescribeTrafficSourcesRequest, DescribeTrafficSourcesResponse } from '@aws-sdk/client-auto-scaling'
import type { Call } from '../../operation.ts'
import { findGroup } from './groups/find.ts'
import { page } from './groups/page.ts'
import { attachmentState } from './reconciler/target-groups.ts'

/** Describes a group's traffic sources, which here are target groups. */
export function handle(input: DescribeTrafficSourcesRequest, { cloud }: Call): DescribeTrafficSourcesResponse {
  const group = findGroup(cloud.autoScaling, input.AutoScalingGroupName)
  const isAsked = input.TrafficSourceType === undefined || input.TrafficSourceType === 'elbv2'
  const { items, ...rest } = page(isAsked ? [...group.targetGroups.keys()] : [], (arn) => arn, input)
  const shown = items.map((Identifier) => ({
    Identifier,
    TrafficSource: Identifier,
    Type: 'elbv2',
    State: attachmentState(cloud, group, Identifier),
  }))
  return { TrafficSources: shown, ...rest }
}
