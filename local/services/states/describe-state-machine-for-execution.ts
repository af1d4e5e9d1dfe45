import type { DescribeStateMachineForExecutionInput, DescribeStateMachineForExecutionOutput } from '@aws-sdk/client-sfn'
import type { Call } from '../../operation.ts'
import { describeRevision } from './state-machine.ts'

export { ofExecution as resources } from './resources.ts'

/** The machine as it was when the execution was started. */
export function handle(
  { executionArn = '' }: DescribeStateMachineForExecutionInput,
  { cloud }: Call,
): DescribeStateMachineForExecutionOutput {
  const { machine, revision } = cloud.states.execution(executionArn)
  return {
    stateMachineArn: machine.arn,
    name: machine.name,
    updateDate: new Date(revision.madeAt),
    ...describeRevision(revision),
  }
}
