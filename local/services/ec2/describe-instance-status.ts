import type { DescribeInstanceStatusRequest, DescribeInstanceStatusResult, InstanceStatus } from '@aws-sdk/client-ec2'
import type { Call } from '../../operation.ts'
import { applyFilters, type FilterNames } from './requests/filters.ts'
import { page, refusePagedIds } from './requests/page.ts'
import { findAll } from './requests/resource-id.ts'
import type { Instance } from './resources/instance.ts'
import { stateCodes } from './resources/instance-attributes.ts'

const filters: FilterNames<Instance> = {
  'availability-zone': ({ zone }) => zone,
  'instance-state-code': ({ stateName }) => stateCodes[stateName],
  'instance-state-name': ({ stateName }) => stateName,
  'instance-status.status': statusOf,
  'instance-status.reachability': (instance) => (statusOf(instance) === 'ok' ? 'passed' : statusOf(instance)),
  'system-status.status': statusOf,
  'system-status.reachability': (instance) => (statusOf(instance) === 'ok' ? 'passed' : statusOf(instance)),
}

/** Status checks of running instances, or of all with IncludeAllInstances. */
export function handle(input: DescribeInstanceStatusRequest, { cloud }: Call): DescribeInstanceStatusResult {
  const { instances } = cloud.ec2
  refusePagedIds('instancesSet', input.InstanceIds, input)
  const candidates = input.InstanceIds?.length
    ? findAll(instances, input.InstanceIds, 'instance')
    : [...instances.values()]
  const shown = candidates.filter(({ stateName }) => input.IncludeAllInstances || stateName === 'running')
  const { items, ...rest } = page(applyFilters(shown, input.Filters, filters), ({ id }) => id, input)
  return { InstanceStatuses: items.map(view), ...rest }
}

function statusOf({ stateName, hasPassedChecks }: Instance): 'ok' | 'initializing' | 'not-applicable' {
  if (stateName !== 'running') return 'not-applicable'
  return hasPassedChecks ? 'ok' : 'initializing'
}

function view(instance: Instance): InstanceStatus {
  const { id, zone, stateName, description } = instance
  const Status = statusOf(instance)
  const reachability = { Name: 'reachability', Status: Status === 'ok' ? 'passed' : 'initializing' } as const
  const summary = { Status, ...(Status === 'not-applicable' ? {} : { Details: [reachability] }) }
  return {
    InstanceId: id,
    AvailabilityZone: zone,
    AvailabilityZoneId: description.subnet.zoneId,
    InstanceState: { Name: stateName, Code: stateCodes[stateName] },
    InstanceStatus: summary,
    SystemStatus: summary,
  }
}
