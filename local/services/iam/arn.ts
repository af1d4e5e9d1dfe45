import type { Call } from '../../operation.ts'

/** ARN of an IAM resource of the account, such as `role/NAME`. */
export const iamArn = ({ cloud }: Call, resource: string) => `arn:aws:iam::${cloud.account}:${resource}`

/** The role's ARN; a role nobody knows is taken to stand at the root path. */
export const roleArn = (call: Call, name: string | undefined) =>
  call.cloud.iam.roles.get(name ?? '')?.arn ?? iamArn(call, `role/${name}`)

const userArn = (call: Call, name: string | undefined) =>
  call.cloud.iam.users.get(name ?? '')?.arn ?? iamArn(call, `user/${name}`)

export const profileArn = (call: Call, name: string | undefined) =>
  call.cloud.iam.profiles.get(name ?? '')?.arn ?? iamArn(call, `instance-profile/${name}`)

/** The role as the only resource of an operation with a RoleName. */
export const roleOnly = ({ RoleName }: { RoleName?: string | undefined }, call: Call) => [roleArn(call, RoleName)]

export const userOnly = ({ UserName }: { UserName?: string | undefined }, call: Call) => [
  UserName === undefined ? call.principal.arn : userArn(call, UserName),
]

export const profileOnly = ({ InstanceProfileName }: { InstanceProfileName?: string | undefined }, call: Call) => [
  profileArn(call, InstanceProfileName),
]

export const policyOnly = ({ PolicyArn }: { PolicyArn?: string | undefined }) => [PolicyArn ?? '*']
