import type { Call, Operation } from '../../../operation.ts'
import { refused } from '../unhonoured.ts'
import { validationError } from './errors.ts'

/** Gives every operation the refusal of parameters that this cloud would not honour and a caller could rely on. */
export function guarded(operations: Record<string, Operation>): Record<string, Operation> {
  return Object.fromEntries(Object.entries(operations).map(([name, operation]) => [name, guard(name, operation)]))
}

function guard(name: string, operation: Operation): Operation {
  const handle = (input: Record<string, unknown>, call: Call) => {
    const parameter = refused[name]?.find((member) => isGiven(input[member]))
    if (parameter) throw validationError(`The parameter ${parameter} is not supported by this cloud.`)
    return operation.handle(input, call)
  }
  return { ...operation, handle }
}

function isGiven(value: unknown): boolean {
  return value !== undefined && !(Array.isArray(value) && value.length === 0)
}
