import type { InvocationResponse } from '@aws-sdk/client-lambda'
import { StateError } from '../../../asl/state-error.ts'
import { textOf } from '../../../asl/text-of.ts'
import { isObject, type Json, type JsonObject } from '../../../json.ts'
import { httpMetadata } from './http-metadata.ts'
import type { Integration, Work } from './integration.ts'
import { operationOf } from './sdk-service.ts'
import { toSdk } from './sdk-shapes.ts'
import { optimizedError } from './service-error.ts'

const naming = {
  prefix: 'Lambda',
  general: 'AWSLambdaException',
  service: 'AWSLambda',
  client: () => import('@aws-sdk/client-lambda') as Promise<Record<string, unknown>>,
}

/** `arn:aws:states:::lambda:invoke`: the result has the function's answer as `Payload`. */
export const invoke: Integration = async (work) => {
  const { Payload, ...rest } = isObject(work.call.arguments) ? work.call.arguments : {}
  const api = await operationOf('lambda', 'Invoke')
  const parameters = (api ? toSdk(api.input, rest) : rest) as JsonObject
  const answer = await call(work, parameters, Payload === undefined ? '{}' : textOf(Payload))
  const text = textIn(answer)
  const { ExecutedVersion = '$LATEST', StatusCode = 200 } = answer
  const own = { 'X-Amz-Executed-Version': ExecutedVersion, 'x-amzn-Remapped-Content-Length': '0' }
  return {
    ExecutedVersion,
    Payload: jsonIn(text),
    ...httpMetadata(work.cloud.clock.now(), Buffer.byteLength(text), 'application/json', own),
    StatusCode,
  }
}

/** A function's own ARN: the arguments are its event, and its answer is the result. */
export const callFunction: Integration = async (work) => {
  const { resource, arguments: event } = work.call
  if (resource.kind !== 'function') throw new TypeError('not a function')
  return jsonIn(textIn(await call(work, { FunctionName: resource.arn }, textOf(event))))
}

async function call({ cloud, principal }: Work, parameters: JsonObject, event: string): Promise<InvocationResponse> {
  const input = { ...parameters, Payload: Buffer.from(event) }
  let answer: InvocationResponse
  try {
    answer = await cloud.invoke<InvocationResponse>(principal, 'lambda', 'Invoke', input)
  } catch (thrown) {
    throw await optimizedError(thrown, naming)
  }
  if (answer.FunctionError) throw functionError(textIn(answer))
  return answer
}

/** The error is called what the function calls it; its whole answer is the cause. */
function functionError(payload: string): StateError {
  const value = jsonIn(payload)
  const errorType = isObject(value) ? value.errorType : undefined
  if (typeof errorType === 'string') return new StateError(errorType, payload)
  const cause = `The cause could not be determined because Lambda did not return an error type. Returned payload: ${payload}`
  return new StateError('Lambda.Unknown', cause)
}

const textIn = ({ Payload }: InvocationResponse) => Buffer.from(Payload ?? []).toString()

function jsonIn(text: string): Json {
  if (text === '') return null
  try {
    return JSON.parse(text) as Json
  } catch {
    return text
  }
}
