import { AwsError } from '../../aws-error.ts'

/** Refuses a name that IAM would not take for a role, user, policy or profile. */
export function checkName(member: string, name: string | undefined, longest: number) {
  const value = name ?? ''
  if (value === '' || value.length > longest)
    throw new AwsError(
      'ValidationError',
      `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must have length ${value === '' ? 'greater than or equal to 1' : `less than or equal to ${longest}`}`,
    )
  if (!/^[\w+=,.@-]+$/.test(value))
    throw new AwsError(
      'ValidationError',
      `The specified value for ${member} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`,
    )
}

/** Refuses a path that does not begin and end with a slash. */
export function checkPath(path: string) {
  if (!/^\/([\x21-\x7e]+\/)?$/.test(path))
    throw new AwsError(
      'ValidationError',
      'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.',
    )
}
