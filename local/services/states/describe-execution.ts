import type { DescribeExecutionInput, DescribeExecutionOutput } from '@aws-sdk/client-sfn'
import type { Call } from '../../operation.ts'

export { ofExecution as resources } from './resources.ts'

export function handle(
  { executionArn = '', includedData }: DescribeExecutionInput,
  { cloud }: Call,
): DescribeExecutionOutput {
  const record = cloud.states.execution(executionArn)
  const included = includedData !== 'METADATA_ONLY'
  const { output, stoppedAt, traceHeader } = record
  return {
    executionArn: record.arn,
    stateMachineArn: record.machine.arn,
    name: record.name,
    status: record.status,
    startDate: new Date(record.execution.identity.startedAt),
    ...(stoppedAt !== undefined && { stopDate: new Date(stoppedAt) }),
    ...(included && { input: record.input }),
    inputDetails: { included },
    ...(output !== undefined && { ...(included && { output }), outputDetails: { included } }),
    ...record.failure,
    ...(traceHeader !== undefined && { traceHeader }),
    ...record.describeRedrives(cloud.clock.now()),
  }
}
