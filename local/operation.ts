import type { Cloud } from './cloud.ts'
import type { Principal } from './services/iam/principal.ts'

/** What an operation knows about the request that called it. */
export interface Call {
  readonly cloud: Cloud
  readonly principal: Principal
  readonly requestId: string
  /** What the client calls itself in its `user-agent` header; undefined of calls that services make. */
  readonly userAgent?: string
}

/** A permission the caller needs beyond the operation's own action, such as `iam:PassRole`. */
export interface Need {
  /** With its service prefix: `iam:PassRole`. */
  action: string
  /** An ARN, or `*`. */
  resource: string
  conditions?: Record<string, string | string[]>
}

/**
 * One API operation of one service. Its file exports these as plain functions: SDK input in, SDK output out,
 * no HTTP and no XML. The front door decodes, authenticates, authorizes, calls `handle`, and renders.
 */
// biome-ignore lint/suspicious/noExplicitAny: a registry holds operations of every input and output type.
export interface Operation<Input = any, Output = any> {
  handle(input: Input, call: Call): Output | Promise<Output>
  /** ARNs the caller's policies must all allow; `['*']` where IAM knows no resource for the action. */
  resources?(input: Input, call: Call): string[]
  /** Condition keys of the request beyond those the front door derives (tags, region, principal). */
  conditions?(input: Input, call: Call): Record<string, string | string[]>
  /** Further permissions, each checked as its own request. */
  needs?(input: Input, call: Call): Need[]
  /** The IAM action where it is not `<prefix>:<OperationName>`. */
  action?: string
}

export type Protocol = 'ec2Query' | 'awsQuery' | 'awsJson' | 'restJson' | 'restXml'

/** A service of the cloud: how its requests look on the wire and which operations it answers. */
export interface Service {
  /** The service in a signature's credential scope, such as `elasticloadbalancing`. */
  signingName: string
  /** The prefix of its IAM actions, such as `elasticloadbalancing`. */
  iamPrefix: string
  protocol: Protocol
  /** The SDK client's exports: the schemas requests are decoded by and answers rendered from. */
  // biome-ignore lint/suspicious/noExplicitAny: each client module has its own type.
  schemas(): Promise<Record<string, any>>
  operations: Record<string, Operation>
  /** Its code for requests that break AWS's model, where that is not `ValidationException` or, of query services, `ValidationError`. */
  validationCode?: string
  /** Its refusal of what the caller's policies do not allow, where that is not its protocol's. */
  denied?: { code: string; status: number }
}
