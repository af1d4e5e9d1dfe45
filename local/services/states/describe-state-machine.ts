import type { DescribeStateMachineInput, DescribeStateMachineOutput } from '@aws-sdk/client-sfn'
import type { Call } from '../../operation.ts'
import { describeRevision } from './state-machine.ts'

export { ofMachine as resources } from './resources.ts'

export function handle(
  { stateMachineArn = '' }: DescribeStateMachineInput,
  { cloud }: Call,
): DescribeStateMachineOutput {
  const { arn, name, createdAt, isDeleting, revision } = cloud.states.machine(stateMachineArn)
  return {
    stateMachineArn: arn,
    name,
    status: isDeleting ? 'DELETING' : 'ACTIVE',
    type: 'STANDARD',
    creationDate: new Date(createdAt),
    ...describeRevision(revision),
  }
}
