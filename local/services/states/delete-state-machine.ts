import type { DeleteStateMachineInput, DeleteStateMachineOutput } from '@aws-sdk/client-sfn'
import type { Call } from '../../operation.ts'
import { requireArn } from './arns.ts'

export { ofMachine as resources } from './resources.ts'

/**
 * A machine goes when its last execution has ended; those that run are ended at their next transition. Deleting none is
 * no error. Source: API reference, DeleteStateMachine.
 */
export function handle({ stateMachineArn = '' }: DeleteStateMachineInput, { cloud }: Call): DeleteStateMachineOutput {
  requireArn(stateMachineArn, 'stateMachine')
  const machine = cloud.states.machines.get(stateMachineArn)
  if (!machine) return {}
  machine.isDeleting = true
  if (!cloud.states.isBusy(machine)) cloud.states.forget(machine)
  return {}
}
