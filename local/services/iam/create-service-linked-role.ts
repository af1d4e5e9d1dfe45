import type { CreateServiceLinkedRoleRequest, CreateServiceLinkedRoleResponse } from '@aws-sdk/client-iam'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { readPolicy } from '../../policy/document.ts'
import { iamArn } from './arn.ts'
import { newId, type Role } from './entity.ts'
import { roleView } from './view.ts'

/** Names that AWS gives the roles of services whose spelling the service's principal does not show. */
const services: Record<string, string> = {
  'autoscaling.amazonaws.com': 'AutoScaling',
  'ec2.amazonaws.com': 'EC2',
  'elasticloadbalancing.amazonaws.com': 'ElasticLoadBalancing',
  'ssm.amazonaws.com': 'AmazonSSM',
  'xray.amazonaws.com': 'XRay',
}

function nameFor({ AWSServiceName = '', CustomSuffix }: CreateServiceLinkedRoleRequest): string {
  const [first = ''] = AWSServiceName.split('.')
  const service = services[AWSServiceName] ?? first.charAt(0).toUpperCase() + first.slice(1)
  return `AWSServiceRoleFor${service}${CustomSuffix ? `_${CustomSuffix}` : ''}`
}

const pathFor = ({ AWSServiceName }: CreateServiceLinkedRoleRequest) => `/aws-service-role/${AWSServiceName}/`

export const resources = (input: CreateServiceLinkedRoleRequest, call: Call) => [
  iamArn(call, `role${pathFor(input)}${nameFor(input)}`),
]

export const conditions = ({ AWSServiceName = '' }: CreateServiceLinkedRoleRequest) => ({
  'iam:AWSServiceName': AWSServiceName,
})

/** The role is made and never asked: this cloud acts on its own behalf without it. */
export function handle(input: CreateServiceLinkedRoleRequest, call: Call): CreateServiceLinkedRoleResponse {
  const { iam, clock } = call.cloud
  const name = nameFor(input)
  if (!/^[\w.-]+\.amazonaws\.com$/.test(input.AWSServiceName ?? ''))
    throw new AwsError('InvalidInput', `Invalid service name ${input.AWSServiceName}.`)
  if (iam.roles.has(name))
    throw new AwsError(
      'InvalidInput',
      `Service role name ${name} has been taken in this account, please try a different suffix.`,
    )
  const role: Role = {
    kind: 'role',
    name,
    path: pathFor(input),
    arn: iamArn(call, `role${pathFor(input)}${name}`),
    id: newId('AROA'),
    createdAt: clock.now(),
    trust: readPolicy(trustIn(input.AWSServiceName ?? '')),
    maxSessionSeconds: 3600,
    inline: new Map(),
    attached: new Set(),
    ...(input.Description !== undefined && { description: input.Description }),
  }
  iam.roles.set(name, role)
  return { Role: roleView(call.cloud, role) }
}

const trustIn = (service: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  })
