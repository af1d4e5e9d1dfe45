/**
 * An error a caller of the local cloud is meant to see, with AWS's own code, wording and HTTP status.
 * Anything else that escapes an operation is a defect of the local cloud and answers `InternalFailure`.
 */
export class AwsError extends Error {
  override readonly name = 'AwsError'
  readonly code: string
  readonly status: number
  /** Members of the error's shape beyond its message, such as `Item` of a failed DynamoDB condition. */
  readonly members: Readonly<Record<string, unknown>>

  constructor(code: string, message: string, status = 400, members: Record<string, unknown> = {}) {
    super(message)
    this.code = code
    this.status = status
    this.members = members
  }
}
