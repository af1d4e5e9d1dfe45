import { randomUUID } from 'node:crypto'
import type { UpdateStateMachineInput, UpdateStateMachineOutput } from '@aws-sdk/client-sfn'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { stateMachineDeleting } from './errors.ts'
import { needToPass } from './passed-role.ts'
import { isSameMachine, refuseForeign, revise } from './revise.ts'

export { ofMachine as resources } from './resources.ts'

export const needs = ({ roleArn }: UpdateStateMachineInput) => needToPass(roleArn)

/** Running executions keep the revision they were started with. */
export async function handle(input: UpdateStateMachineInput, { cloud }: Call): Promise<UpdateStateMachineOutput> {
  const { stateMachineArn = '', definition, roleArn, loggingConfiguration, tracingConfiguration } = input
  const machine = cloud.states.machine(stateMachineArn)
  if (machine.isDeleting) throw stateMachineDeleting(stateMachineArn)
  refuseForeign(input)
  if (definition === undefined && roleArn === undefined && !loggingConfiguration && !tracingConfiguration)
    throw new AwsError(
      'MissingRequiredParameter',
      'Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified',
    )
  const before = machine.revision
  const after = await revise(cloud, stateMachineArn, input, before)
  const isSame = before.roleArn === after.roleArn && isSameMachine(before, after)
  const id = (isSame && before.id) || randomUUID()
  machine.revision = { ...after, id }
  return { updateDate: new Date(after.madeAt), revisionId: id }
}
