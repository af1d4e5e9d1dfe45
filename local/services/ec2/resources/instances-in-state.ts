import { AwsError } from '../../../aws-error.ts'
import type { Cloud } from '../../../cloud.ts'
import { findAll } from '../requests/resource-id.ts'
import type { Instance } from './instance.ts'

/** The instances of these ids, if what is asked can be done to each of them; `refusal` is EC2's message where it can't. */
export function instancesInState(
  { ec2 }: Cloud,
  ids: readonly string[],
  isFit: (instance: Instance) => boolean,
  refusal: (id: string) => string,
): Instance[] {
  const instances = findAll(ec2.instances, ids, 'instance')
  const other = instances.find((instance) => !isFit(instance))
  if (other) throw new AwsError('IncorrectInstanceState', refusal(other.id))
  return instances
}
