import { AwsError } from '../aws-error.ts'
import type { Call, Service } from '../operation.ts'
import { protocols } from '../protocols/index.ts'
import { modelOf } from '../protocols/model.ts'
import type { Refusals } from '../protocols/protocol.ts'
import { constraintsOf } from '../validation/constraints.ts'
import { missing, violations } from '../validation/violations.ts'
import { actionOf, authorize } from './authorize.ts'

/** Carries out one decoded call: input checked, caller authorized, operation run, call recorded. */
export async function perform(
  service: Service,
  name: string,
  input: Record<string, unknown>,
  call: Call,
  refusals: Refusals,
): Promise<unknown> {
  const operation = service.operations[name]
  if (!operation) throw protocols[service.protocol].unknownOperation(name)
  const action = actionOf(service, name, operation)
  let resources: readonly string[] = []
  try {
    await validate(service, name, input)
    const schema = (await modelOf(service)).operations.get(name)?.input
    resources = authorize(service, name, operation, input, call, refusals, schema)
    const output = await operation.handle(input, call)
    record(call, action, resources)
    return output
  } catch (error) {
    record(call, action, resources, error instanceof AwsError ? error.code : 'InternalFailure')
    throw error
  }
}

function record({ cloud, principal }: Call, action: string, resources: readonly string[], error?: string) {
  cloud.calls.add({
    time: cloud.clock.now(),
    principalArn: principal.arn,
    ...(principal.roleArn ? { roleArn: principal.roleArn } : {}),
    action,
    resources,
    ...(error ? { error } : {}),
  })
}

/** AWS refuses a request that breaks its own model before anything else. */
async function validate(service: Service, name: string, input: Record<string, unknown>) {
  const constraints = constraintsOf(service.signingName)
  if (!constraints) return requireMembers(service, name, input)
  const broken = violations(constraints, name, input)
  if (broken.length > 0) throw validationError(service, broken)
}

async function requireMembers(service: Service, name: string, input: Record<string, unknown>) {
  const model = await modelOf(service)
  const [first] = model.operations.get(name)?.required.filter((member) => input[member] === undefined) ?? []
  if (first === undefined) return
  if (service.protocol === 'ec2Query')
    throw new AwsError('MissingParameter', `The request must contain the parameter ${first}`)
  throw validationError(service, [missing(first)])
}

function validationError({ protocol, validationCode }: Service, broken: string[]): AwsError {
  const code = validationCode ?? (protocol === 'awsQuery' ? 'ValidationError' : 'ValidationException')
  const count = `${broken.length} validation error${broken.length === 1 ? '' : 's'} detected`
  return new AwsError(code, `${count}: ${broken.join('; ')}`)
}
