/** Condition keys of a request, in lower case as AWS compares them, with their values. */
export type Context = ReadonlyMap<string, string | readonly string[]>

/** Who asks, as far as trust and resource policies can name it. */
export interface Caller {
  /** ARN of a user or an assumed-role session, or a service such as `states.amazonaws.com`. */
  arn: string
  /** The role behind an assumed-role session. */
  roleArn?: string
  account: string
}

/** One question to the policies: may this action be done to this resource under these circumstances. */
export interface AccessRequest {
  /** With its service prefix: `dynamodb:GetItem`. */
  action: string
  /** An ARN, or `*` for an action that IAM cannot restrict to resources. */
  resource: string
  context: Context
  /** Needed only by policies that have a Principal element. */
  caller?: Caller
}

export type Decision = 'Allowed' | 'ExplicitlyDenied' | 'ImplicitlyDenied'

/** Builds a context from condition keys in any case. */
export const contextOf = (keys: Readonly<Record<string, string | readonly string[]>>): Context =>
  new Map(Object.entries(keys).map(([key, value]) => [key.toLowerCase(), value]))
