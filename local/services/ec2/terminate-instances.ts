import type { TerminateInstancesRequest, TerminateInstancesResult } from '@aws-sdk/client-ec2'
import type { Call } from '../../operation.ts'
import { findAll } from './requests/resource-id.ts'
import { stateCodes } from './resources/instance-attributes.ts'

/** Terminates instances, all or, when one of the ids is not there, none. */
export function handle({ InstanceIds = [] }: TerminateInstancesRequest, { cloud }: Call): TerminateInstancesResult {
  const instances = findAll(cloud.ec2.instances, InstanceIds, 'instance')
  const before = instances.map(({ stateName }) => stateName)
  cloud.ec2.terminate(InstanceIds)
  return {
    TerminatingInstances: instances.map(({ id, stateName }, index) => {
      const previous = before[index] ?? stateName
      return {
        InstanceId: id,
        PreviousState: { Name: previous, Code: stateCodes[previous] },
        CurrentState: { Name: stateName, Code: stateCodes[stateName] },
      }
    }),
  }
}

export function resources({ InstanceIds = [] }: TerminateInstancesRequest, { cloud }: Call): string[] {
  return InstanceIds.map((id) => cloud.ec2.arn('instance', id))
}
