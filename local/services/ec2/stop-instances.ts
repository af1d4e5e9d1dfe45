import type { StopInstancesRequest, StopInstancesResult } from '@aws-sdk/client-ec2'
import type { Call } from '../../operation.ts'
import { instancesInState } from './resources/instances-in-state.ts'
import { switched } from './resources/state-change-view.ts'

export { instanceResources as resources } from './resources/instance-resources.ts'

/** Stops running instances, all or none. One that is stopped already, or stopping, stays as it is. */
export function handle({ InstanceIds = [] }: StopInstancesRequest, { cloud }: Call): StopInstancesResult {
  const instances = instancesInState(
    cloud,
    InstanceIds,
    ({ stateName, isOff }) => stateName === 'running' || isOff,
    (id) => `This instance '${id}' is not in a state from which it can be stopped.`,
  )
  const stop = () => {
    for (const instance of instances) if (!instance.isOff) cloud.ec2.power.off(instance)
  }
  return { StoppingInstances: switched(instances, stop) }
}
