import type { StopExecutionInput, StopExecutionOutput } from '@aws-sdk/client-sfn'
import type { Call } from '../../operation.ts'
import { brokenConstraint } from './errors.ts'

export { ofExecution as resources } from './resources.ts'

const longestError = 256
const longestCause = 32_768

/** Stopping what has ended answers when it ended. */
export function handle({ executionArn = '', error, cause }: StopExecutionInput, { cloud }: Call): StopExecutionOutput {
  if (error !== undefined && error.length > longestError)
    throw brokenConstraint('error', `Member must have length less than or equal to ${longestError}`)
  if (cause !== undefined && cause.length > longestCause)
    throw brokenConstraint('cause', `Member must have length less than or equal to ${longestCause}`)
  const record = cloud.states.execution(executionArn)
  cloud.states.stop(record, { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) })
  return { stopDate: new Date(record.stoppedAt ?? cloud.clock.now()) }
}
