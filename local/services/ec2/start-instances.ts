import type { StartInstancesRequest, StartInstancesResult } from '@aws-sdk/client-ec2'
import type { Call } from '../../operation.ts'
import { instancesInState } from './resources/instances-in-state.ts'
import { switched } from './resources/state-change-view.ts'

export { instanceResources as resources } from './resources/instance-resources.ts'

/** Starts stopped instances, all or none. One that runs already, or is about to, stays as it is. */
export function handle({ InstanceIds = [] }: StartInstancesRequest, { cloud }: Call): StartInstancesResult {
  const instances = instancesInState(
    cloud,
    InstanceIds,
    ({ stateName, isLive }) => stateName === 'stopped' || isLive,
    (id) => `The instance '${id}' is not in a state from which it can be started.`,
  )
  const start = () => {
    for (const instance of instances) if (!instance.isLive) cloud.ec2.power.on(instance)
  }
  return { StartingInstances: switched(instances, start) }
}
