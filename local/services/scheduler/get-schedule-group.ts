import type { GetScheduleGroupInput, GetScheduleGroupOutput } from '@aws-sdk/client-scheduler'
import type { Call } from '../../operation.ts'
import { findGroup } from './find.ts'
import { groupView } from './group-view.ts'

export { groupOnly as resources } from './find.ts'

export function handle({ Name = '' }: GetScheduleGroupInput, call: Call): GetScheduleGroupOutput {
  return groupView(findGroup(Name, call))
}
