import type { StartExecutionInput, StartExecutionOutput } from '@aws-sdk/client-sfn'
import type { Call } from '../../operation.ts'

export { ofMachine as resources } from './resources.ts'

export function handle(input: StartExecutionInput, { cloud }: Call): StartExecutionOutput {
  const { arn, execution } = cloud.states.startExecution(input)
  return { executionArn: arn, startDate: new Date(execution.identity.startedAt) }
}
