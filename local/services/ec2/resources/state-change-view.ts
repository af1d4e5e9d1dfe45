import type { InstanceStateChange } from '@aws-sdk/client-ec2'
import type { Instance } from './instance.ts'
import { stateCodes } from './instance-attributes.ts'

/** Does something to instances and tells the states before and after, as EC2 answers. */
export function switched(instances: readonly Instance[], act: () => void): InstanceStateChange[] {
  const before = instances.map(stateOf)
  act()
  return instances.map((instance, index) => ({
    InstanceId: instance.id,
    PreviousState: before[index],
    CurrentState: stateOf(instance),
  }))
}

const stateOf = ({ stateName }: Instance) => ({ Name: stateName, Code: stateCodes[stateName] })
