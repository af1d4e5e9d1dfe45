import { AwsError } from '../../aws-error.ts'
import { refused } from './unhonoured.ts'

/** Refuses the parameters of an operation that this cloud can not honour. */
export function refuseParameters(operation: string, input: object) {
  const given = (refused[operation] ?? []).find((name) => !isEmpty((input as Record<string, unknown>)[name]))
  if (given) throw new AwsError('ValidationException', `${given} is not supported by this cloud.`)
}

function isEmpty(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0)
}
