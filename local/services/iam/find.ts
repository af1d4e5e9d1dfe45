import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import type { InstanceProfile, ManagedPolicy, Role, User } from './entity.ts'

const missing = (message: string) => new AwsError('NoSuchEntity', message, 404)

/** The role of this name, or AWS's NoSuchEntity. */
export function findRole({ cloud }: Call, name: string | undefined): Role {
  const role = cloud.iam.roles.get(name ?? '')
  if (!role) throw missing(`The role with name ${name} cannot be found.`)
  return role
}

/** A role that the account may change, which those of AWS's services are not. */
export function findOwnRole(call: Call, name: string | undefined): Role {
  const role = findRole(call, name)
  if (!role.path.startsWith('/aws-service-role/')) return role
  throw new AwsError(
    'UnmodifiableEntity',
    `Cannot perform the operation on the protected role '${role.name}' - this role is only modifiable by AWS`,
  )
}

/** The user of this name, or AWS's NoSuchEntity. */
export function findUser({ cloud }: Call, name: string | undefined): User {
  const user = cloud.iam.users.get(name ?? '')
  if (!user) throw missing(`The user with name ${name} cannot be found.`)
  return user
}

/** The instance profile of this name, or AWS's NoSuchEntity. */
export function findProfile({ cloud }: Call, name: string | undefined): InstanceProfile {
  const profile = cloud.iam.profiles.get(name ?? '')
  if (!profile) throw missing(`Instance Profile ${name} cannot be found.`)
  return profile
}

/** The managed policy with this ARN, or AWS's NoSuchEntity. */
export function findPolicy({ cloud }: Call, arn: string | undefined): ManagedPolicy {
  checkPolicyArn(arn)
  const policy = cloud.iam.policies.get(arn ?? '')
  if (!policy) throw missing(`Policy ${arn} was not found.`)
  return policy
}

/** A managed policy that the account may change, which AWS's own are not. */
export function findOwnPolicy(call: Call, arn: string | undefined): ManagedPolicy {
  const policy = findPolicy(call, arn)
  if (!policy.arn.startsWith('arn:aws:iam::aws:')) return policy
  throw new AwsError(
    'AccessDenied',
    `User: ${call.principal.arn} is not authorized to change the AWS managed policy ${policy.arn}`,
    403,
  )
}

/** The managed policy to attach or to use as a boundary. */
export function findAttachable({ cloud }: Call, arn: string | undefined): ManagedPolicy {
  checkPolicyArn(arn)
  const policy = cloud.iam.policies.get(arn ?? '')
  if (!policy) throw missing(`Policy ${arn} does not exist or is not attachable.`)
  return policy
}

function checkPolicyArn(arn = '') {
  if (!/^arn:aws[\w-]*:iam::(\d{12}|aws):policy\/.+$/.test(arn))
    throw new AwsError('ValidationError', `ARN ${arn} is not valid.`)
}
