import type { StopInstancesRequest, StopInstancesResult } from '@aws-sdk/client-ec2'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { findAll } from './requests/resource-id.ts'
import { switched } from './resources/state-change-view.ts'

export { resources } from './terminate-instances.ts'

/** Stops running instances, all or none. One that is stopped already, or stopping, stays as it is. */
export function handle({ InstanceIds = [] }: StopInstancesRequest, { cloud }: Call): StopInstancesResult {
  const instances = findAll(cloud.ec2.instances, InstanceIds, 'instance')
  const other = instances.find(({ stateName, isOff }) => stateName !== 'running' && !isOff)
  if (other) {
    const message = `This instance '${other.id}' is not in a state from which it can be stopped.`
    throw new AwsError('IncorrectInstanceState', message)
  }
  const stop = () => {
    for (const instance of instances) if (!instance.isOff) cloud.ec2.power.off(instance)
  }
  return { StoppingInstances: switched(instances, stop) }
}
