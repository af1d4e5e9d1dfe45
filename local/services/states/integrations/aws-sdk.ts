import { StateError } from '../../../asl/state-error.ts'
import type { Json } from '../../../json.ts'
import type { OperationModel } from '../../../protocols/model.ts'
import type { Work } from './integration.ts'
import { operationOf, serviceOf } from './sdk-service.ts'
import { fromSdk, toSdk } from './sdk-shapes.ts'
import { sdkError } from './service-error.ts'

interface SdkService {
  /** What the cloud knows the service by. */
  signingName: string
  /** What its errors start with. */
  prefix: string
}

/** The services whose every API a Task can call, by the name in the Task's Resource. */
const sdkServices: Record<string, SdkService> = {
  dynamodb: { signingName: 'dynamodb', prefix: 'DynamoDb' },
  ssm: { signingName: 'ssm', prefix: 'Ssm' },
  sfn: { signingName: 'states', prefix: 'Sfn' },
}

/** Whether `arn:aws:states:::aws-sdk:<service>:<action>` names an API: actions start with a small letter. */
export async function recognizesSdk(service: string, action: string): Promise<boolean> {
  return /^[a-z]/.test(action) && (await apiOf(service, action)) !== undefined
}

/** Calls an API with the arguments as its input; its output is the result. */
export async function callSdk({ cloud, call, principal }: Work, service: string, action: string): Promise<Json> {
  const known = sdkServices[service]
  const operation = await apiOf(service, action)
  if (!known || !operation) throw StateError.runtime(`There is no API ${action} of ${service}.`)
  const input = toSdk(operation.input, call.arguments)
  try {
    return fromSdk(operation.output, await cloud.invoke(principal, known.signingName, operation.name, input))
  } catch (thrown) {
    const { schemas } = await serviceOf(known.signingName)
    throw await sdkError(thrown, { prefix: known.prefix, general: `${known.prefix}Exception`, client: schemas })
  }
}

async function apiOf(service: string, action: string): Promise<OperationModel | undefined> {
  const known = Object.hasOwn(sdkServices, service) ? sdkServices[service] : undefined
  if (!known) return undefined
  return operationOf(known.signingName, action.charAt(0).toUpperCase() + action.slice(1))
}
