import type { TerminateInstancesRequest, TerminateInstancesResult } from '@aws-sdk/client-ec2'
import type { Call } from '../../operation.ts'
import { findAll } from './requests/resource-id.ts'
import { switched } from './resources/state-change-view.ts'

export { instanceResources as resources } from './resources/instance-resources.ts'

/** Terminates instances, all or, when one of the ids is not there, none. */
export function handle({ InstanceIds = [] }: TerminateInstancesRequest, { cloud }: Call): TerminateInstancesResult {
  const instances = findAll(cloud.ec2.instances, InstanceIds, 'instance')
  return { TerminatingInstances: switched(instances, () => cloud.ec2.terminate(InstanceIds)) }
}
