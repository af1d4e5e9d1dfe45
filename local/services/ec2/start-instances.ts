import type { StartInstancesRequest, StartInstancesResult } from '@aws-sdk/client-ec2'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { findAll } from './requests/resource-id.ts'
import { switched } from './resources/state-change-view.ts'

export { resources } from './terminate-instances.ts'

/** Starts stopped instances, all or none. One that runs already, or is about to, stays as it is. */
export function handle({ InstanceIds = [] }: StartInstancesRequest, { cloud }: Call): StartInstancesResult {
  const instances = findAll(cloud.ec2.instances, InstanceIds, 'instance')
  const other = instances.find(({ stateName, isLive }) => stateName !== 'stopped' && !isLive)
  if (other) {
    const message = `The instance '${other.id}' is not in a state from which it can be started.`
    throw new AwsError('IncorrectInstanceState', message)
  }
  const start = () => {
    for (const instance of instances) if (!instance.isLive) cloud.ec2.power.on(instance)
  }
  return { StartingInstances: switched(instances, start) }
}
