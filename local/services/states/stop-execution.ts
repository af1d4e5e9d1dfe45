import type { StopExecutionInput, StopExecutionOutput } from '@aws-sdk/client-sfn'
import type { Call } from '../../operation.ts'

export { ofExecution as resources } from './resources.ts'

/** Stopping what has ended answers when it ended. */
export function handle({ executionArn = '', error, cause }: StopExecutionInput, { cloud }: Call): StopExecutionOutput {
  const record = cloud.states.execution(executionArn)
  cloud.states.stop(record, { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) })
  return { stopDate: new Date(record.stoppedAt ?? cloud.clock.now()) }
}
