import { AwsError } from '../aws-error.ts'
import type { Call, Need, Operation, Service } from '../operation.ts'
import { denialMessage } from '../policy/denial-message.ts'
import type { Refusals } from '../protocols/protocol.ts'
import { inputTags } from './input-tags.ts'

/** What one call asks of IAM. */
interface Ask extends Need {
  conditions: Record<string, string | string[]>
}

/** The IAM action of an operation. */
export function actionOf(service: Service, name: string, operation: Operation): string {
  return operation.action ?? `${service.iamPrefix}:${name}`
}

/** Throws the service's own denial unless the caller's policies allow the operation on every resource it touches. */
export function authorize(
  service: Service,
  name: string,
  operation: Operation,
  input: Record<string, unknown>,
  call: Call,
  refusals: Refusals,
): readonly string[] {
  const resources = operation.resources?.(input, call) ?? ['*']
  if (call.principal.trusted) return resources
  const action = actionOf(service, name, operation)
  const conditions = operation.conditions?.(input, call) ?? {}
  const own: Need[] = resources.map((resource) => ({ action, resource, conditions }))
  for (const need of [...own, ...(operation.needs?.(input, call) ?? [])])
    decide(withContext(need, service, input, call), call, refusals)
  return resources
}

/** Condition keys which every request has. Source: IAM User Guide, AWS global condition context keys. */
function withContext(need: Need, service: Service, input: Record<string, unknown>, { cloud, principal }: Call): Ask {
  const tags = inputTags(input)
  const conditions: Record<string, string | string[]> = {
    'aws:RequestedRegion': cloud.region,
    'aws:PrincipalArn': principal.roleArn ?? principal.arn,
    'aws:PrincipalAccount': cloud.account,
    'aws:SecureTransport': 'true',
    'aws:CurrentTime': new Date(cloud.clock.now()).toISOString(),
    'aws:EpochTime': String(Math.floor(cloud.clock.now() / 1000)),
  }
  if (Object.keys(tags).length > 0) conditions['aws:TagKeys'] = Object.keys(tags)
  for (const [key, value] of Object.entries(tags)) conditions[`aws:RequestTag/${key}`] = value
  for (const [key, value] of Object.entries(cloud.tags.of(need.resource))) {
    conditions[`aws:ResourceTag/${key}`] = value
    conditions[`${service.iamPrefix}:ResourceTag/${key}`] = value
  }
  return { ...need, conditions: { ...conditions, ...need.conditions } }
}

function decide({ action, resource, conditions }: Ask, { cloud, principal }: Call, refusals: Refusals) {
  const { decision, by } = cloud.iam.verdict(principal, action, resource, conditions)
  if (decision === 'Allowed') return
  const { code, status } = refusals.denied
  const message = denialMessage(principal, action, resource, decision, by)
  const words =
    code === 'UnauthorizedOperation' ? `You are not authorized to perform this operation. ${message}` : message
  throw new AwsError(code, words, status)
}
