import type { NormalizedSchema } from '@smithy/core/schema'
import { AwsError } from '../aws-error.ts'
import type { Call, Need, Operation, Service } from '../operation.ts'
import type { Refusals } from '../protocols/protocol.ts'
import { keysOfCall } from '../services/iam/context.ts'
import { inputTags } from './input-tags.ts'
import { type Asked, requestCondition } from './request-conditions.ts'

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
  schema?: NormalizedSchema,
): readonly string[] {
  const resources = operation.resources?.(input, call) ?? ['*']
  if (call.principal.trusted) return resources
  const action = actionOf(service, name, operation)
  const conditions = operation.conditions?.(input, call) ?? {}
  const own: Need[] = resources.map((resource) => ({ action, resource, conditions }))
  const asked = { prefix: service.iamPrefix, input, schema }
  for (const need of [...own, ...(operation.needs?.(input, call) ?? [])])
    decide(withContext(need, service, input, call), call, service.denied ?? refusals.denied, asked)
  return resources
}

/** The tags a request sets and those its resource has, as condition keys. IAM adds what is true of every request. */
function withContext(need: Need, service: Service, input: Record<string, unknown>, call: Call): Ask {
  const { cloud } = call
  const tags = inputTags(input)
  const conditions: Ask['conditions'] = { [`${service.iamPrefix}:Region`]: cloud.region, ...keysOfCall(call) }
  if (Object.keys(tags).length > 0) conditions['aws:TagKeys'] = Object.keys(tags)
  for (const [key, value] of Object.entries(tags)) conditions[`aws:RequestTag/${key}`] = value
  for (const [key, value] of Object.entries(cloud.tags.of(need.resource))) {
    conditions[`aws:ResourceTag/${key}`] = value
    conditions[`${service.iamPrefix}:ResourceTag/${key}`] = value
  }
  return { ...need, conditions: { ...conditions, ...need.conditions } }
}

function decide(ask: Ask, { cloud, principal }: Call, denied: Refusals['denied'], asked: Asked) {
  const { action, resource, conditions } = ask
  const ofRequest = (key: string) => requestCondition(cloud, action, key, asked)
  const denial = cloud.iam.denial(principal, action, resource, conditions, ofRequest)
  if (denial === undefined) return
  const { code, status } = denied
  const message =
    code === 'UnauthorizedOperation' ? `You are not authorized to perform this operation. ${denial}` : denial
  throw new AwsError(code, message, status)
}
