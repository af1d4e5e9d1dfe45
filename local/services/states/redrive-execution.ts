import type { RedriveExecutionInput, RedriveExecutionOutput } from '@aws-sdk/client-sfn'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'

export { ofExecution as resources } from './resources.ts'

/** How long a client token stands for the redrive it asked for. Source: API reference, RedriveExecution. */
const tokenMilliseconds = 15 * 60_000

export function handle(
  { executionArn = '', clientToken }: RedriveExecutionInput,
  { cloud }: Call,
): RedriveExecutionOutput {
  const record = cloud.states.execution(executionArn)
  const now = cloud.clock.now()
  const done = clientToken === undefined ? undefined : record.redrives.get(clientToken)
  if (done !== undefined && now - done < tokenMilliseconds) return { redriveDate: new Date(done) }
  const why = record.whyNotRedrivable(now)
  if (why !== undefined) throw new AwsError('ExecutionNotRedrivable', why)
  cloud.states.redrive(record)
  if (clientToken !== undefined) record.redrives.set(clientToken, now)
  return { redriveDate: new Date(now) }
}
