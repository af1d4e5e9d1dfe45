import type { AwsError } from './aws-error.ts'
import type { Operation } from './operation.ts'

/** Operations that, once authorized, refuse the parameters this cloud does not honour and a caller could rely on. */
export function refusing(
  operations: Record<string, Operation>,
  refused: Readonly<Record<string, readonly string[]>>,
  refusal: (message: string) => AwsError,
): Record<string, Operation> {
  const guarded = Object.entries(operations).map(([name, operation]) => {
    const parameters = refused[name] ?? []
    const handle: Operation['handle'] = (input: Record<string, unknown>, call) => {
      const given = parameters.find((parameter) => isGiven(input[parameter]))
      if (given) throw refusal(`${given} is not supported by this cloud.`)
      return operation.handle(input, call)
    }
    return [name, { ...operation, handle }] as const
  })
  return Object.fromEntries(guarded)
}

const isGiven = (value: unknown) => value !== undefined && !(Array.isArray(value) && value.length === 0)
