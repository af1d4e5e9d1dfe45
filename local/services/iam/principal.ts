import type { Policy } from '../../policy/document.ts'

/** Who a signature proves the caller to be, with the policies that decide what it may do. */
export interface Principal {
  /** `arn:aws:iam::…:user/…`, `arn:aws:sts::…:assumed-role/…/…`, or a service such as `states.amazonaws.com`. */
  readonly arn: string
  /** `AIDA…`, or `AROA…:session` for an assumed role. */
  readonly userId: string
  /** The role behind an assumed-role session. */
  readonly roleArn?: string
  /** Whether a user calls with temporary credentials, which may do less than its own. */
  readonly isUserSession?: boolean
  /** When a session's credentials were made, in wall time as they expire; undefined of long-term credentials. */
  readonly issuedAt?: number
  /** The most an assumed-role session may do, where AssumeRole was given policies. */
  readonly sessionPolicies?: readonly Policy[]
  /** The resource a service acts for, such as an EventBridge rule: `aws:SourceArn` to the policies it meets. */
  readonly sourceArn?: string
  /** Calls of the cloud on its own behalf, as AWS's service-linked roles make them, are not evaluated. */
  readonly trusted?: boolean
}
