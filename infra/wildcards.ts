import { Stack, Validations } from 'aws-cdk-lib'
import { CfnRole, type Role } from 'aws-cdk-lib/aws-iam'
import { rules } from 'cdk-nag'

type Reasons = readonly (readonly [pattern: RegExp, reason: string])[]

/** Why a pattern of resources is as narrow as it can be, by what cdk-nag finds. Any other fails the synthesis. */
const reasonsForPatterns: Reasons = [
  [/resilient-(service\/)?\*/, 'The rest of the name is the name of a service, which only the execution knows.'],
  [/:ec2:.*:[a-z-]+\/\*$/, 'EC2 draws the ids of its resources; the row narrows by tag.'],
  [/:vpc\/\*$/, 'The network is named by the input of the execution or is the default one.'],
  [/:role\/aws-service-role\//, "The service's own role, which AWS creates once for an account."],
  [/ami-amazon-linux-latest/, 'Public parameters of AWS, which name the newest image.'],
  [/:execution:/, 'The name of an execution is not known before it starts.'],
  [/^Resource::<Reports\w+\.Arn>\/\*$/, 'The objects of one bucket, named after the runs.'],
]

/**
 * Why an action is allowed on everything. A role that may do anything else on everything fails the synthesis. What is
 * said of IAM is checked against the Service Authorization Reference by the tests, for each action that a role has.
 */
const reasonsForEverything: Reasons = [
  [/^(autoscaling|ec2|elasticloadbalancing):Describe/, 'IAM knows no resource for the Describe actions of this role.'],
  [/^ec2:GetSecurityGroupsForVpc$/, 'The network is named by the input of the execution or is the default one.'],
  [/^tag:GetResources$/, 'IAM knows no resource for looking things up by tag.'],
  [/^xray:(Put|GetSampling)/, 'IAM knows no resource for sending traces to X-Ray.'],
  [
    /^logs:(\w+LogDeliver(y|ies)|\w+ResourcePolic(y|ies)|DescribeLogGroups)$/,
    'IAM knows no resource for log delivery.',
  ],
  [
    /^ec2:RunInstances$/,
    'Auto Scaling tries a launch with the rights of this role. It is of an image and of subnets that are no service of ours, and of an instance, a volume and a network interface that are still to be made.',
  ],
  [/^ec2:CreateTags$/, 'The condition lets it tag only what a launch is just making, and only as a part of a service.'],
]

/** Acknowledges the wildcards of a role's policies that have a reason. */
export function acknowledgeWildcards(role: Role) {
  const resource = role.node.defaultChild
  if (!(resource instanceof CfnRole)) throw new Error(`${role.node.path} has no role of CloudFormation`)
  const findings = rules.iam.IAMNoWildcardPermissions(resource)
  if (!Array.isArray(findings)) return
  for (const finding of findings) {
    const reason = finding === 'Resource::*' ? reasonForEverything(resource) : reasonOf(finding, reasonsForPatterns)
    if (reason) Validations.of(role).acknowledge({ id: `AwsSolutions-IAM5[${finding}]`, reason })
  }
}

/** The reasons of all that a role may do on everything, or undefined where one of them has none. */
function reasonForEverything(role: CfnRole): string | undefined {
  const reasons = actionsOnEverything(role).map((action) => reasonOf(action, reasonsForEverything))
  return reasons.includes(undefined) ? undefined : [...new Set(reasons)].join(' ')
}

interface InlinePolicy {
  policyDocument: { Statement: { Action: string | string[]; Resource: unknown }[] }
}

function actionsOnEverything(role: CfnRole): string[] {
  const policies: InlinePolicy[] = Stack.of(role).resolve(role.policies)
  return policies
    .flatMap(({ policyDocument }) => policyDocument.Statement)
    .filter(({ Resource }) => [Resource].flat().includes('*'))
    .flatMap(({ Action }) => Action)
}

function reasonOf(finding: string, reasons: Reasons): string | undefined {
  return reasons.find(([pattern]) => pattern.test(finding))?.[1]
}
