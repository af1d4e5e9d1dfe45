import type { Call } from '../../../operation.ts'

/** The ARNs of the instances that an operation names. */
export function instanceResources({ InstanceIds = [] }: { InstanceIds?: string[] | undefined }, { cloud }: Call) {
  return InstanceIds.map((id) => cloud.ec2.arn('instance', id))
}
