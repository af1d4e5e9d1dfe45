import { randomUUID } from 'node:crypto'
import type { UpdateStateMachineInput, UpdateStateMachineOutput } from '@aws-sdk/client-sfn'
import { AwsError } from '../../aws-error.ts'
import type { Cloud } from '../../cloud.ts'
import type { Call } from '../../operation.ts'
import { stateMachineDeleting } from './errors.ts'
import { needToPass } from './passed-role.ts'
import { isSameMachine, refuseForeign, revise, validated } from './revise.ts'
import type { StateMachine } from './state-machine.ts'

export { ofMachine as resources } from './resources.ts'

export const needs = ({ roleArn }: UpdateStateMachineInput) => needToPass(roleArn)

/** Running executions keep the revision they were started with. */
export async function handle(input: UpdateStateMachineInput, { cloud }: Call): Promise<UpdateStateMachineOutput> {
  const { stateMachineArn = '', definition, roleArn, loggingConfiguration, tracingConfiguration } = input
  requireActive(cloud, stateMachineArn)
  refuseForeign(input)
  if (definition === undefined && roleArn === undefined && !loggingConfiguration && !tracingConfiguration)
    throw new AwsError(
      'MissingRequiredParameter',
      'Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified',
    )
  const valid = definition === undefined ? undefined : await validated(definition)
  // Looked up only now: it may have changed, or gone, while the definition was validated.
  const machine = requireActive(cloud, stateMachineArn)
  const before = machine.revision
  const after = revise(cloud, stateMachineArn, input, valid ?? before, before)
  const isSame = before.roleArn === after.roleArn && isSameMachine(before, after)
  const id = (isSame && before.id) || randomUUID()
  machine.revision = { ...after, id }
  return { updateDate: new Date(after.madeAt), revisionId: id }
}

function requireActive({ states }: Cloud, arn: string): StateMachine {
  const machine = states.machine(arn)
  if (machine.isDeleting) throw stateMachineDeleting(arn)
  return machine
}
