import type { DescribeInstancesRequest, DescribeInstancesResult } from '@aws-sdk/client-ec2'
import type { Call } from '../../operation.ts'
import { applyFilters } from './requests/filters.ts'
import { page, refusePagedIds } from './requests/page.ts'
import { findAll } from './requests/resource-id.ts'
import { instanceFilters } from './resources/instance-filters.ts'
import { reservations } from './resources/instance-view.ts'

/** Describes instances; terminated ones for about an hour. */
export function handle(input: DescribeInstancesRequest, { cloud }: Call): DescribeInstancesResult {
  const { ec2, tags } = cloud
  refusePagedIds('instancesSet', input.InstanceIds, input)
  const candidates = input.InstanceIds?.length
    ? findAll(ec2.instances, input.InstanceIds, 'instance')
    : ec2.instances.values()
  const found = applyFilters(candidates, input.Filters, instanceFilters(cloud), ({ arn }) => tags.of(arn))
  const { items, ...rest } = page(found, ({ id }) => id, input)
  return { Reservations: reservations(cloud, items), ...rest }
}
