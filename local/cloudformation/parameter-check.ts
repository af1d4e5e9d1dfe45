/** A parameter of a template with what it says of its values. */
export interface Parameter {
  Type: string
  Default?: string | number
  AllowedValues?: (string | number)[]
  AllowedPattern?: string
  MinLength?: string | number
  MaxLength?: string | number
  MinValue?: string | number
  MaxValue?: string | number
}

/** Throws, as CloudFormation does before it makes anything, for a value that the parameter does not allow. */
export function requireAllowed(name: string, parameter: Parameter, given: string | number) {
  const { Type, AllowedValues, AllowedPattern, MinLength, MaxLength, MinValue, MaxValue } = parameter
  const value = String(given)
  if (AllowedValues && !AllowedValues.map(String).includes(value))
    throw new Error(`Parameter '${name}' must be one of AllowedValues`)
  if (AllowedPattern !== undefined && !new RegExp(`^(?:${AllowedPattern})$`).test(value))
    throw new Error(`Parameter '${name}' must match pattern ${AllowedPattern}`)
  if (!isWithin(value.length, MinLength, MaxLength))
    throw new Error(`Parameter '${name}' must contain ${MinLength ?? 0} to ${MaxLength ?? 'any number of'} characters`)
  if (Type === 'Number' && Number.isNaN(Number(value))) throw new Error(`Parameter '${name}' must be a number`)
  if (!isWithin(Number(value), MinValue, MaxValue))
    throw new Error(`Parameter '${name}' must be a number between ${MinValue ?? 'any'} and ${MaxValue ?? 'any'}`)
}

function isWithin(value: number, least: string | number | undefined, most: string | number | undefined): boolean {
  return (least === undefined || value >= Number(least)) && (most === undefined || value <= Number(most))
}
