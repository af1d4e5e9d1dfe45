import { Validations } from 'aws-cdk-lib'
import { CfnRole, type Role } from 'aws-cdk-lib/aws-iam'
import { rules } from 'cdk-nag'

/** Why a wildcard in a role is as narrow as it can be, by what cdk-nag finds. Any other wildcard fails the synthesis. */
const reasons: [finding: RegExp, reason: string][] = [
  [/^Resource::\*$/, 'IAM knows no resource for these actions: Describe and List actions, X-Ray, log delivery.'],
  [/resilient-(service\/)?\*/, 'The rest of the name is the name of a service, which only the execution knows.'],
  [/:ec2:.*:[a-z-]+\/\*$/, 'EC2 draws the ids of its resources; the row narrows by tag.'],
  [/:vpc\/\*$/, 'The network is named by the input of the execution or is the default one.'],
  [/:role\/aws-service-role\//, "The service's own role, which AWS creates once for an account."],
  [/ami-amazon-linux-latest/, 'Public parameters of AWS, which name the newest image.'],
  [/:execution:/, 'The name of an execution is not known before it starts.'],
  [/^Resource::<Reports\w+\.Arn>\/\*$/, 'The objects of one bucket, named after the runs.'],
]

/** Acknowledges the wildcards of a role's policies that have a reason. */
export function acknowledgeWildcards(role: Role) {
  const resource = role.node.defaultChild
  if (!(resource instanceof CfnRole)) throw new Error(`${role.node.path} has no role of CloudFormation`)
  const findings = rules.iam.IAMNoWildcardPermissions(resource)
  if (!Array.isArray(findings)) return
  for (const finding of findings) {
    const reason = reasons.find(([pattern]) => pattern.test(finding))?.[1]
    if (reason) Validations.of(role).acknowledge({ id: `AwsSolutions-IAM5[${finding}]`, reason })
  }
}
