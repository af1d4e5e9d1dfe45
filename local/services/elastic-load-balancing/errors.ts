import { AwsError } from '../../aws-error.ts'

/** What this cloud does not do, or what makes no sense to Elastic Load Balancing. */
export function invalid(message: string): AwsError {
  return new AwsError('ValidationError', message)
}

/** A parameter that is AWS's and that this cloud does not honour: refused, never ignored. */
export function unsupported(what: string): AwsError {
  return invalid(`${what} is not supported by this cloud.`)
}

/** Throws AWS's words for a member whose value breaks a rule of the service's model. */
export function constraint(value: unknown, member: string, rule: string): AwsError {
  const words = `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${rule}`
  return invalid(words)
}

/** A number within the bounds of the service's model, or `otherwise` where it is absent. */
export function within(value: number | undefined, member: string, low: number, high: number, otherwise: number) {
  if (value === undefined) return otherwise
  if (value < low) throw constraint(value, member, `Member must have value greater than or equal to ${low}`)
  if (value > high) throw constraint(value, member, `Member must have value less than or equal to ${high}`)
  return value
}

/** One of the values of the service's model, or the first where it is absent. */
export function oneOf<Value extends string>(
  value: string | undefined,
  member: string,
  values: readonly Value[],
): Value {
  const found = value === undefined ? values[0] : values.find((each) => each === value)
  if (found === undefined) throw constraint(value, member, `Member must satisfy enum value set: [${values.join(', ')}]`)
  return found
}

/** Load balancers and target groups are named by the same rules. */
export function checkName(name: string, noun: 'Load balancer' | 'Target group'): string {
  if (name === '') throw invalid(`${noun} name cannot be empty`)
  if (name.length > 32) throw invalid(`${noun} name '${name}' cannot be longer than '32' characters`)
  if (!/^[A-Za-z0-9-]+$/.test(name))
    throw invalid(`${noun} name '${name}' can only contain characters that are alphanumeric characters or hyphens(-)`)
  if (/^-|-$/.test(name)) throw invalid(`${noun} name '${name}' cannot begin or end with a hyphen(-)`)
  if (noun === 'Load balancer' && name.startsWith('internal-'))
    throw invalid(`Load balancer name '${name}' cannot begin with 'internal-'`)
  return name
}
