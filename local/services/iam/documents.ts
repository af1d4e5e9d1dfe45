import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { listOf, type Policy, readPolicy } from '../../policy/document.ts'
import { flawOf } from '../../policy/validate.ts'

const malformed = (message: string) => new AwsError('MalformedPolicyDocument', message)

/** IAM counts a policy without its whitespace. */
export const sizeOf = (text: string) => text.replaceAll(/\s/g, '').length

/** A policy for a user, a role or a session, checked as AWS does. */
export function readIdentityPolicy(text: string | undefined): Policy {
  const flaw = flawOf(text ?? '', 'identity')
  if (flaw) throw malformed(flaw)
  return readPolicy(text ?? '')
}

/** A managed policy of at most 6,144 characters. */
export function readManagedPolicy(text: string | undefined): Policy {
  const policy = readIdentityPolicy(text)
  if (sizeOf(policy.text) > 6144) throw new AwsError('LimitExceeded', 'Cannot exceed quota for PolicySize: 6144', 409)
  return policy
}

/** A role's trust policy; users and roles of this account that it names must exist. */
export function readTrustPolicy(call: Call, text: string | undefined): Policy {
  const flaw = flawOf(text ?? '', 'trust')
  if (flaw) throw malformed(flaw)
  const policy = readPolicy(text ?? '')
  if (sizeOf(policy.text) > 2048)
    throw new AwsError('LimitExceeded', 'Cannot exceed quota for ACLSizePerRole: 2048', 409)
  const stranger = principalsOf(policy).find((arn) => !exists(call, arn))
  if (stranger) throw malformed(`Invalid principal in policy: "AWS":"${stranger}"`)
  return policy
}

const principalsOf = ({ document }: Policy) =>
  listOf(document.Statement).flatMap(({ Principal }) =>
    Principal === undefined || Principal === '*' ? [] : listOf(Principal.AWS),
  )

function exists({ cloud }: Call, arn: string): boolean {
  if (!arn.startsWith(`arn:aws:iam::${cloud.account}:`) || arn.endsWith(':root')) return true
  return cloud.iam.role(arn) !== undefined || [...cloud.iam.users.values()].some((user) => user.arn === arn)
}
