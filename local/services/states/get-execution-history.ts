import type { GetExecutionHistoryInput, GetExecutionHistoryOutput, HistoryEvent } from '@aws-sdk/client-sfn'
import type { Call } from '../../operation.ts'
import { page } from './page.ts'

export { ofExecution as resources } from './resources.ts'

export function handle(input: GetExecutionHistoryInput, { cloud }: Call): GetExecutionHistoryOutput {
  const { executionArn = '', reverseOrder = false, includeExecutionData = true } = input
  const { events } = cloud.states.execution(executionArn).execution.history
  const ordered = reverseOrder ? [...events].reverse() : events
  const { items, ...rest } = page(ordered, ({ id }) => String(id), input, `${executionArn} ${reverseOrder}`)
  return { events: includeExecutionData ? items : items.map(withoutData), ...rest }
}

const data = new Set(['input', 'output', 'parameters', 'assignedVariables'])

function withoutData(event: HistoryEvent): HistoryEvent {
  const members = Object.entries(event).map(([member, details]) => {
    if (!member.endsWith('EventDetails')) return [member, details]
    const kept = Object.entries(details as object).filter(([name]) => !data.has(name))
    return [member, Object.fromEntries(kept)]
  })
  return Object.fromEntries(members) as HistoryEvent
}
