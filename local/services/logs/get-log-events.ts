import type { GetLogEventsRequest, GetLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import type { LogEvent } from './log-group.ts'

export { streamResources as resources } from './names.ts'

/**
 * A token is a direction and a place between two events: `f/` and the first event after it, `b/` and the first event
 * not before it. At either end AWS answers with the token it was given.
 */
export function handle(input: GetLogEventsRequest, { cloud }: Call): GetLogEventsResponse {
  const group = cloud.logs.group(input.logGroupIdentifier ?? input.logGroupName)
  const stream = cloud.logs.stream(group, input.logStreamName)
  const { startTime = 0, endTime = Number.POSITIVE_INFINITY } = input
  const events = cloud.logs
    .eventsOf(group, stream)
    .filter(({ timestamp }) => timestamp >= startTime && timestamp < endTime)
  const [start, end] = windowOf(events, input)
  return {
    events: events
      .slice(start, end)
      .map(({ timestamp, message, ingestionTime }) => ({ timestamp, message, ingestionTime })),
    nextForwardToken: tokenOf('f', events, end),
    nextBackwardToken: tokenOf('b', events, start),
  }
}

function windowOf(events: readonly LogEvent[], input: GetLogEventsRequest): [start: number, end: number] {
  const { limit = 10_000, nextToken, startFromHead = false } = input
  if (nextToken === undefined)
    return startFromHead ? [0, Math.min(limit, events.length)] : [Math.max(0, events.length - limit), events.length]
  const [, direction, sequence] = /^([fb])\/(\d+)$/.exec(nextToken) ?? []
  if (!direction) throw new AwsError('InvalidParameterException', 'The specified nextToken is invalid.')
  const found = events.findIndex((event) => event.sequence >= Number(sequence))
  const place = found < 0 ? events.length : found
  return direction === 'f' ? [place, Math.min(place + limit, events.length)] : [Math.max(0, place - limit), place]
}

function tokenOf(direction: 'f' | 'b', events: readonly LogEvent[], index: number): string {
  const sequence = events[index]?.sequence ?? (events.at(-1)?.sequence ?? -1) + 1
  return `${direction}/${String(sequence).padStart(56, '0')}`
}
