import { isDeepStrictEqual } from 'node:util'
import type { CreateStateMachineInput, UpdateStateMachineInput } from '@aws-sdk/client-sfn'
import { validate } from '../../asl/validation/validate.ts'
import { AwsError } from '../../aws-error.ts'
import type { Cloud } from '../../cloud.ts'
import { invalidDefinition, unsupported } from './errors.ts'
import { recognizes } from './integrations/index.ts'
import { requireUsableRole } from './role-check.ts'
import type { Revision } from './state-machine.ts'

/** The members that creates and updates share, but for the definition. */
type Wish = Partial<Pick<UpdateStateMachineInput, 'roleArn' | 'loggingConfiguration' | 'tracingConfiguration'>>

type ValidDefinition = Pick<Revision, 'text' | 'definition' | 'variableReferences'>

/** What a revision has of the text of a definition. Throws InvalidDefinition. */
export async function validated(text: string): Promise<ValidDefinition> {
  const { definition, diagnostics, variableReferences } = await validate(text, recognizes)
  if (!definition) throw invalidDefinition(diagnostics)
  return { text, definition, variableReferences }
}

/**
 * The revision a machine gets from a create or update; what an update does not mention stays as it was. Waits for nothing,
 * so that no other update can come between.
 */
export function revise(
  cloud: Cloud,
  machineArn: string,
  wish: Wish,
  { text, definition, variableReferences }: ValidDefinition,
  before?: Revision,
): Revision {
  const logging = wish.loggingConfiguration ?? before?.logging ?? {}
  const revision: Revision = {
    text,
    definition,
    variableReferences,
    roleArn: wish.roleArn ?? before?.roleArn ?? '',
    logging: { level: 'OFF', includeExecutionData: false, ...logging },
    tracing: { enabled: false, ...(wish.tracingConfiguration ?? before?.tracing) },
    madeAt: cloud.clock.now(),
  }
  requireLogDestination(revision)
  requireUsableRole(cloud, machineArn, revision)
  return revision
}

function requireLogDestination({ logging: { level, destinations = [] } }: Revision) {
  const [first] = destinations
  const isGroup = /^arn:aws[\w-]*:logs:[\w-]+:\d{12}:log-group:.+:\*$/.test(
    first?.cloudWatchLogsLogGroup?.logGroupArn ?? '',
  )
  if (level === 'OFF' ? destinations.length === 0 || isGroup : destinations.length === 1 && isGroup) return
  throw new AwsError(
    'InvalidLoggingConfiguration',
    'Invalid Logging Configuration: Must specify exactly one Log Destination.',
  )
}

/** Whether two revisions differ at most in their role. */
export const isSameMachine = (one: Revision, other: Revision) =>
  isDeepStrictEqual([one.text, one.logging, one.tracing], [other.text, other.logging, other.tracing])

/** Refuses what creates and updates can ask for and this cloud does not have. */
export function refuseForeign({
  publish,
  versionDescription,
  encryptionConfiguration,
}: CreateStateMachineInput | UpdateStateMachineInput) {
  if (publish || versionDescription !== undefined) throw unsupported('Publishing versions of a state machine')
  if (encryptionConfiguration && encryptionConfiguration.type !== 'AWS_OWNED_KEY')
    throw unsupported('Encryption with a customer managed key')
}
