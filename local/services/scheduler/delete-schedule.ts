import type { DeleteScheduleInput } from '@aws-sdk/client-scheduler'
import type { Call } from '../../operation.ts'
import { findSchedule } from './find.ts'

export { resources } from './find.ts'

export function handle(input: DeleteScheduleInput, call: Call) {
  call.cloud.scheduler.remove(findSchedule(input, call))
  return {}
}
