import type { Cloud } from '../../cloud.ts'
import { type Policy, readPolicy } from '../../policy/document.ts'
import { policyDocument } from '../lambda/resource-policy.ts'

/** The policy that a resource itself carries for an action: of a bucket, a queue, a function, or a role's trust. */
export function resourcePolicyOf(cloud: Cloud, action: string, resource: string): Policy | undefined {
  if (/^sts:AssumeRole/i.test(action)) return cloud.iam.role(resource)?.trust
  if (resource.startsWith('arn:aws:s3:')) return cloud.s3.policyOf(resource)
  if (resource.startsWith('arn:aws:sqs:')) return cloud.sqs.policyOf(resource)
  if (resource.startsWith('arn:aws:lambda:')) return policyOfFunction(cloud, resource)
  return undefined
}

function policyOfFunction(cloud: Cloud, arn: string): Policy | undefined {
  const [name = ''] = arn.split(':function:')[1]?.split(':') ?? []
  const statements = cloud.lambda.entries.get(name)?.policy
  return statements?.size ? readPolicy(policyDocument(statements.values())) : undefined
}
