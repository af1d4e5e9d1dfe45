import { AwsError } from '../../aws-error.ts'
import type { ManagedPolicy, PolicyVersion } from './entity.ts'

/** The version of a managed policy with this id, or AWS's NoSuchEntity. */
export function findVersion(policy: ManagedPolicy, id: string | undefined): PolicyVersion {
  const version = policy.versions.find((each) => each.id === id)
  if (!version) throw new AwsError('NoSuchEntity', `Policy ${policy.arn} version ${id} does not exist.`, 404)
  return version
}
