import type { AuthorizeSecurityGroupEgressRequest, AuthorizeSecurityGroupEgressResult } from '@aws-sdk/client-ec2'
import type { Call, Need } from '../../operation.ts'
import { tagNeeds } from './requests/tag-specifications.ts'
import { findGroup } from './resources/find-group.ts'
import { authorizeRules } from './resources/rule-changes.ts'

/** Adds outbound rules to a security group. */
export function handle(
  input: AuthorizeSecurityGroupEgressRequest,
  { cloud }: Call,
): AuthorizeSecurityGroupEgressResult {
  return authorizeRules(cloud, input, true)
}

export function resources(input: AuthorizeSecurityGroupEgressRequest, { cloud: { ec2 } }: Call): string[] {
  return [ec2.arn('security-group', findGroup(ec2, input.GroupId, undefined).id)]
}

export function needs({ TagSpecifications }: AuthorizeSecurityGroupEgressRequest, call: Call): Need[] {
  return tagNeeds(TagSpecifications, 'AuthorizeSecurityGroupEgress', call)
}
