import type { AuthorizeSecurityGroupIngressRequest, AuthorizeSecurityGroupIngressResult } from '@aws-sdk/client-ec2'
import type { Call, Need } from '../../operation.ts'
import { tagNeeds } from './requests/tag-specifications.ts'
import { findGroup } from './resources/find-group.ts'
import { authorizeRules } from './resources/rule-changes.ts'

/** Adds inbound rules to a security group. */
export function handle(
  input: AuthorizeSecurityGroupIngressRequest,
  { cloud }: Call,
): AuthorizeSecurityGroupIngressResult {
  return authorizeRules(cloud, input, false)
}

export function resources(input: AuthorizeSecurityGroupIngressRequest, { cloud: { ec2 } }: Call): string[] {
  return [ec2.arn('security-group', findGroup(ec2, input.GroupId, input.GroupName).id)]
}

export function needs({ TagSpecifications }: AuthorizeSecurityGroupIngressRequest, call: Call): Need[] {
  return tagNeeds(TagSpecifications, 'AuthorizeSecurityGroupIngress', call)
}
