import { randomUUID } from 'node:crypto'
import { StateError } from '../../../asl/state-error.ts'
import { AwsError } from '../../../aws-error.ts'

/** How errors of a service appear in state machines. */
interface Naming {
  /** `Lambda`, `DynamoDb`: what the error name starts with. */
  prefix: string
  /** What stands for errors the service's model does not list: `AWSLambdaException`. */
  general: string
  client(): Promise<Record<string, unknown>>
}

/** What a service refused, named as an optimized integration names it. Rethrows what is no AwsError. */
export async function optimizedError(thrown: unknown, naming: Naming & { service: string }): Promise<StateError> {
  if (!(thrown instanceof AwsError)) throw thrown
  const { code, message, status } = thrown
  const particulars = `Service: ${naming.service}; Status Code: ${status}; Error Code: ${code}; Request ID: ${randomUUID()}; Proxy: null`
  return new StateError(await nameOf(code, naming), `${message} (${particulars})`)
}

/** What a service refused, named as an AWS SDK integration names it. Rethrows what is no AwsError. */
export async function sdkError(thrown: unknown, naming: Naming): Promise<StateError> {
  if (!(thrown instanceof AwsError)) throw thrown
  const { code, message, status } = thrown
  const particulars = `Service: ${naming.prefix}, Status Code: ${status}, Request ID: ${randomUUID()}`
  return new StateError(await nameOf(code, naming), `${message} (${particulars})`)
}

/** Errors of the service's model keep their names, with `Exception` at the end; all others share the general one. */
async function nameOf(code: string, { prefix, general, client }: Naming): Promise<string> {
  const modelled = typeof (await client())[code] === 'function'
  if (!modelled) return `${prefix}.${general}`
  return `${prefix}.${code.endsWith('Exception') ? code : `${code}Exception`}`
}
