import { AwsError } from '../../aws-error.ts'

const reference =
  /^(?:arn:aws[\w-]*:lambda:[a-z0-9-]+:\d{12}:function:|\d{12}:function:|function:)?([a-zA-Z0-9-_.]{1,140})(?::(\$LATEST|[a-zA-Z0-9-_]+))?$/

/** The name and qualifier in a name, a partial ARN or an ARN of a function. Throws ValidationException. */
export function functionNameOf(text: string): { name: string; qualifier?: string } {
  const [, name, qualifier] = reference.exec(text) ?? []
  if (!name) {
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value '${text}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}(-gov)?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?`,
    )
  }
  return qualifier ? { name, qualifier } : { name }
}
