import type { AwsError } from './aws-error.ts'
import type { Operation } from './operation.ts'

/** Parameters by operation; a dot leads into a structure, or into each of a list's: `Delete.Objects.VersionId`. */
export type Refused = Readonly<Record<string, readonly string[]>>

type Refusal = (message: string) => AwsError

/** Operations that, once authorized, refuse the parameters this cloud does not honour and a caller could rely on. */
export function refusing(
  operations: Record<string, Operation>,
  refused: Refused,
  refusal: Refusal,
): Record<string, Operation> {
  const guarded = Object.entries(operations).map(([name, operation]) => {
    const parameters = refused[name] ?? []
    const handle: Operation['handle'] = (input: object, call) => {
      refuseParameters(parameters, input, refusal)
      return operation.handle(input, call)
    }
    return [name, { ...operation, handle }] as const
  })
  return Object.fromEntries(guarded)
}

/** Throws for the first of the parameters that an input holds. */
export function refuseParameters(parameters: readonly string[], input: object, refusal: Refusal): void {
  const given = parameters.find((parameter) => isGiven(input, parameter.split('.')))
  if (given !== undefined) throw refusal(`${given} is not supported by this cloud.`)
}

/** False and an empty list ask for nothing. */
function isGiven(value: unknown, [member, ...deeper]: string[]): boolean {
  if (Array.isArray(value) && (member !== undefined || value.length === 0))
    return value.some((each) => isGiven(each, [member ?? '', ...deeper]))
  if (member === undefined) return value !== undefined && value !== null && value !== false
  if (typeof value !== 'object' || value === null) return false
  return isGiven((value as Record<string, unknown>)[member], deeper)
}
