import type { RevokeSecurityGroupIngressRequest, RevokeSecurityGroupIngressResult } from '@aws-sdk/client-ec2'
import type { Call } from '../../operation.ts'
import { findGroup } from './resources/find-group.ts'
import { revokeRules } from './resources/rule-changes.ts'

/** Takes inbound rules from a security group, by their ids or by what they say. */
export function handle(input: RevokeSecurityGroupIngressRequest, { cloud }: Call): RevokeSecurityGroupIngressResult {
  return revokeRules(cloud, input, false)
}

export function resources(input: RevokeSecurityGroupIngressRequest, { cloud: { ec2 } }: Call): string[] {
  return [ec2.arn('security-group', findGroup(ec2, input.GroupId, input.GroupName).id)]
}
