import type { Cloud } from '../../cloud.ts'
import type { Policy } from '../../policy/document.ts'

/** The policy that a resource itself carries for an action, such as a role's trust policy. */
export function resourcePolicyOf(cloud: Cloud, action: string, resource: string): Policy | undefined {
  if (/^sts:AssumeRole/i.test(action)) return cloud.iam.role(resource)?.trust
  if (resource.startsWith('arn:aws:sqs:')) return cloud.sqs.policyOf(resource)
  return undefined
}
