import type { RevokeSecurityGroupEgressRequest, RevokeSecurityGroupEgressResult } from '@aws-sdk/client-ec2'
import type { Call } from '../../operation.ts'
import { findGroup } from './resources/find-group.ts'
import { revokeRules } from './resources/rule-changes.ts'

/** Takes outbound rules from a security group, by their ids or by what they say. */
export function handle(input: RevokeSecurityGroupEgressRequest, { cloud }: Call): RevokeSecurityGroupEgressResult {
  return revokeRules(cloud, input, true)
}

export function resources(input: RevokeSecurityGroupEgressRequest, { cloud: { ec2 } }: Call): string[] {
  return [ec2.arn('security-group', findGroup(ec2, input.GroupId, undefined).id)]
}
