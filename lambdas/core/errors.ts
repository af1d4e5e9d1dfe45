/** What a state machine does about an error: end the run, or try the same step again for a while. */
export type Reaction = 'stop' | 'retry'

/**
 * Every error a step or a state machine of ours ends with, and the reaction to it. The name is what Step Functions
 * matches in `ErrorEquals`, so it is a literal here: a minifier renames classes. docs/errors.md explains each.
 */
export const reactions = {
  /** The input says something that is not allowed, or lacks something. */
  InvalidInput: 'stop',
  /** A resource of the name we need exists and does not carry our tag. */
  NotOurs: 'stop',
  /** Another execution works on this service at the moment. */
  Busy: 'stop',
  /** AWS asks to slow down. */
  Throttled: 'retry',
  /** AWS failed on its own side, or did not answer. */
  Unavailable: 'retry',
  /** AWS refuses the function's role, or its credentials. */
  Denied: 'stop',
  /** Something still uses the resource, or AWS still works on it. */
  InUse: 'retry',
  /** A part of AWS does not see yet what another part has made. */
  NotPropagated: 'retry',
  /** A resource did not get ready, or did not go away, within the ceiling of its loop. */
  NotReady: 'stop',
  /** No virtual network with enough public subnets. */
  NoNetwork: 'stop',
  /** The service does not answer as it should within the ceiling, or has no instance in service for a failure to break. */
  NotHealthy: 'stop',
  /** The service a scenario was started for is not deployed. */
  NotDeployed: 'stop',
  /** A teardown ran to its end and something of the service is left. */
  Leftovers: 'stop',
  /** A scenario could not put the service back as it was. */
  NOT_RESTORED: 'stop',
  /** A person set the halt switch. */
  Halted: 'stop',
  /** The service was not well before anything was broken. */
  SteadyStateNotMet: 'stop',
  /** At least one phase was seen to differ from what the design promises. */
  NotAsDesigned: 'stop',
  /** Too few probes to say whether the design holds. */
  Inconclusive: 'stop',
} as const satisfies Record<string, Reaction>

export type ErrorName = keyof typeof reactions

/** An error by one of our names. Lambda reports the name as `errorType`, which is what `ErrorEquals` sees. */
export class StepError extends Error {
  override readonly name: ErrorName

  constructor(name: ErrorName, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = name
  }
}

/** Our name for AWS's error codes, without the suffixes `Exception`, `Fault` and `Error` that some protocols add. */
const namesByCode: Readonly<Record<string, ErrorName>> = {
  Throttling: 'Throttled',
  Throttled: 'Throttled',
  RequestLimitExceeded: 'Throttled',
  RequestThrottled: 'Throttled',
  TooManyRequests: 'Throttled',
  TooManyUpdates: 'Throttled',
  ProvisionedThroughputExceeded: 'Throttled',
  SlowDown: 'Throttled',
  BandwidthLimitExceeded: 'Throttled',
  PriorRequestNotComplete: 'Throttled',
  AccessDenied: 'Denied',
  UnauthorizedOperation: 'Denied',
  AuthFailure: 'Denied',
  NotAuthorized: 'Denied',
  OptInRequired: 'Denied',
  ExpiredToken: 'Denied',
  InvalidClientTokenId: 'Denied',
  UnrecognizedClient: 'Denied',
  SignatureDoesNotMatch: 'Denied',
  InvalidSignature: 'Denied',
  CredentialsProvider: 'Denied',
  DependencyViolation: 'InUse',
  DeleteConflict: 'InUse',
  ConcurrentModification: 'InUse',
  ResourceInUse: 'InUse',
  ResourceContention: 'InUse',
  ScalingActivityInProgress: 'InUse',
  // Steps ask for what may be absent through `found`: where one of these escapes, the thing was there a moment ago.
  NoSuchEntity: 'NotPropagated',
  'InvalidGroup.NotFound': 'NotPropagated',
  'InvalidLaunchTemplateId.NotFound': 'NotPropagated',
  LoadBalancerNotFound: 'NotPropagated',
  TargetGroupNotFound: 'NotPropagated',
  ListenerNotFound: 'NotPropagated',
  // Steps look before they create: it was made a moment ago, and the answer was lost or the look was too early. The next
  // attempt finds it, and adopts it or says that it is not ours.
  EntityAlreadyExists: 'NotPropagated',
  AlreadyExists: 'NotPropagated',
  ParameterAlreadyExists: 'NotPropagated',
  DuplicateListener: 'NotPropagated',
  DuplicateLoadBalancerName: 'NotPropagated',
  DuplicateTargetGroupName: 'NotPropagated',
  'InvalidGroup.Duplicate': 'NotPropagated',
  'InvalidLaunchTemplateName.AlreadyExists': 'NotPropagated',
  'InvalidPermission.Duplicate': 'NotPropagated',
  // Auto Scaling creates this role for the first group of an account, and sees it only a while later.
  ServiceLinkedRoleFailure: 'NotPropagated',
  // The SDK's name for connections that were broken or silent. It leaves the others their own.
  Timeout: 'Unavailable',
}

/** Node.js's codes for a connection that never came about. */
const unreached = ['ECONNREFUSED', 'EAI_AGAIN', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH']

/**
 * EC2 and Auto Scaling say in a sentence, under codes that also mean lasting mistakes, that they do not see yet a
 * profile, or its role.
 */
const unseenProfile = /invalid iam ?instance ?profile|has no associated iam roles/i

/** AWS's code of an error, the same whether the protocol adds `Exception`, `Fault` or `Error` or not. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  return error.name.replace(/(?<=.)(Exception|Fault|Error)$/, '')
}

/** The error a step ends with: ours stay, AWS's get our name where we know a reaction, all others pass, loud. */
export function translated(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StepError) return error
  if (unseenProfile.test(error.message)) return new StepError('NotPropagated', error.message, error)
  const name = namesByCode[codeOf(error) ?? ''] ?? (isServerFault(error) ? 'Unavailable' : undefined)
  return name ? new StepError(name, `${codeOf(error)}: ${error.message}`, error) : error
}

/** A fault of AWS, of something before it that does not speak its protocol, or of the network between. */
function isServerFault(error: Error & { $metadata?: { httpStatusCode?: number }; code?: unknown }): boolean {
  const { $metadata, code } = error
  return ($metadata?.httpStatusCode ?? 0) >= 500 || unreached.includes(String(code)) || hasServerFault(error)
}

/** The SDK marks answers of status 500 and above so, also those that no API model lists. */
function hasServerFault(error: Error): boolean {
  return '$fault' in error && error.$fault === 'server'
}
