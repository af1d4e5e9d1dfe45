import { types } from 'node:util'
import type { FunctionError } from '../messages.ts'

/** An error that Lambda's runtime itself raises: its name is `Runtime.` and the kind. */
export class RuntimeError extends Error {
  constructor(kind: string, message: string) {
    super(message)
    this.name = `Runtime.${kind}`
  }
}

/** The largest answer that Lambda hands back, in bytes. */
const largestAnswerBytes = 6 * 2 ** 20 + 100

export const tooLarge: FunctionError = {
  errorType: 'Function.ResponseSizeTooLarge',
  errorMessage: `Response payload size exceeded maximum allowed payload size (${largestAnswerBytes} bytes).`,
}

export function isTooLarge(payload: string): boolean {
  return Buffer.byteLength(payload) > largestAnswerBytes
}

/** An error as Lambda's runtime for Node reports it, also one that is no Error at all. */
export function errorResponseOf(error: unknown): FunctionError {
  const response = responseOf(error)
  return isTooLarge(JSON.stringify(response)) ? tooLarge : response
}

function responseOf(error: unknown): FunctionError {
  if (isErrorLike(error)) {
    return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') }
  }
  return { errorType: typeof error, errorMessage: String(error), trace: [] }
}

function isErrorLike(error: unknown): error is Error {
  if (types.isNativeError(error)) return true
  return typeof error === 'object' && error !== null && 'name' in error && 'message' in error && 'stack' in error
}

/** The same as Lambda's runtime logs it. */
export function errorLogOf(error: unknown): string {
  const { trace, ...rest } = errorResponseOf(error)
  return JSON.stringify({ ...rest, stack: trace })
}
