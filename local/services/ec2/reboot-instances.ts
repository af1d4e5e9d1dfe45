import type { RebootInstancesRequest } from '@aws-sdk/client-ec2'
import type { Call } from '../../operation.ts'
import { instancesInState } from './resources/instances-in-state.ts'

export { instanceResources as resources } from './resources/instance-resources.ts'

/** Restarts machines. The instances stay `running`; their units come back if they are enabled. User data is not run again. */
export function handle({ InstanceIds = [] }: RebootInstancesRequest, { cloud }: Call): Record<string, never> {
  const instances = instancesInState(
    cloud,
    InstanceIds,
    ({ stateName }) => stateName === 'running',
    (id) => `The instance '${id}' is not in a state from which it can be rebooted.`,
  )
  for (const { machine } of instances) machine.reboot(cloud.latencies.instanceBoot * 1000)
  return {}
}
