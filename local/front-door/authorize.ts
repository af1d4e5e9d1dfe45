import { AwsError } from '../aws-error.ts'
import type { Call, Need, Operation, Service } from '../operation.ts'
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
    decide(withContext(need, service, input, call), call, service.denied ?? refusals.denied)
  return resources
}

/** The tags a request sets and those its resource has, as condition keys. IAM adds what is true of every request. */
function withContext(need: Need, service: Service, input: Record<string, unknown>, { cloud }: Call): Ask {
  const tags = inputTags(input)
  const conditions: Record<string, string | string[]> = {}
  if (Object.keys(tags).length > 0) conditions['aws:TagKeys'] = Object.keys(tags)
  for (const [key, value] of Object.entries(tags)) conditions[`aws:RequestTag/${key}`] = value
  for (const [key, value] of Object.entries(cloud.tags.of(need.resource))) {
    conditions[`aws:ResourceTag/${key}`] = value
    conditions[`${service.iamPrefix}:ResourceTag/${key}`] = value
  }
  return { ...need, conditions: { ...conditions, ...need.conditions } }
}

function decide({ action, resource, conditions }: Ask, { cloud, principal }: Call, denied: Refusals['denied']) {
  const denial = cloud.iam.denial(principal, action, resource, conditions)
  if (denial === undefined) return
  const { code, status } = denied
  const message =
    code === 'UnauthorizedOperation' ? `You are not authorized to perform this operation. ${denial}` : denial
  throw new AwsError(code, message, status)
}
