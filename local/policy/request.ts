type Values = string | readonly string[]

/** The values of a request's condition keys, which are in lower case, as AWS compares them. */
export interface Context {
  get(key: string): Values | undefined
}

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

/**
 * Condition keys in any case. They are asked for when a policy first looks at one: most policies never do.
 * @param otherwise what a key has that is not among them, in lower case.
 */
export function contextOf(
  keys: () => Readonly<Record<string, Values>>,
  otherwise: (key: string) => Values | undefined = () => undefined,
): Context {
  let known: ReadonlyMap<string, Values> | undefined
  return {
    get(key) {
      known ??= new Map(Object.entries(keys()).map(([name, value]) => [name.toLowerCase(), value]))
      return known.has(key) ? known.get(key) : otherwise(key)
    },
  }
}
