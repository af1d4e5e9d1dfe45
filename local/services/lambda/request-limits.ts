import { AwsError } from '../../aws-error.ts'

/** Source: Lambda quotas, Function configuration, deployment, and execution. */
const limits = { RequestResponse: 6_291_456, Event: 1_048_576 }

/** Throws RequestTooLargeException. */
export function checkRequestSize(payload: string, type: keyof typeof limits) {
  const bytes = Buffer.byteLength(payload)
  if (bytes <= limits[type]) return
  const message = `${bytes} byte payload is too large for the ${type} invocation type (limit ${limits[type]} bytes)`
  throw new AwsError('RequestTooLargeException', message, 413, { Type: 'User' })
}

/** Throws InvalidRequestContentException for text that is not JSON; none at all stands for an empty object. */
export function checkJson(payload: string) {
  if (payload === '') return
  try {
    JSON.parse(payload)
  } catch (error) {
    const message = `Could not parse request body into json: ${error instanceof Error ? error.message : error}`
    throw new AwsError('InvalidRequestContentException', message, 400, { Type: 'User' })
  }
}
