import type { RebootInstancesRequest } from '@aws-sdk/client-ec2'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { findAll } from './requests/resource-id.ts'

/** Restarts machines. The instances stay `running`; their units come back if they are enabled. User data is not run again. */
export function handle({ InstanceIds = [] }: RebootInstancesRequest, { cloud }: Call): Record<string, never> {
  const instances = findAll(cloud.ec2.instances, InstanceIds, 'instance')
  const other = instances.find(({ stateName }) => stateName !== 'running')
  if (other) {
    const message = `The instance '${other.id}' is not in a state from which it can be rebooted.`
    throw new AwsError('IncorrectInstanceState', message)
  }
  for (const { machine } of instances) machine.reboot(cloud.latencies.instanceBoot * 1000)
  return {}
}

export function resources({ InstanceIds = [] }: RebootInstancesRequest, { cloud }: Call): string[] {
  return InstanceIds.map((id) => cloud.ec2.arn('instance', id))
}
