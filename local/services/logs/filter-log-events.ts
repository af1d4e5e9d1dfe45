import type { FilteredLogEvent, FilterLogEventsRequest, FilterLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs'
import { AwsError } from '../../aws-error.ts'
import { boundedSearch, EndlessSearch } from '../../bounded-search.ts'
import type { Call } from '../../operation.ts'
import { type Filter, invalidPattern } from './filter.ts'
import { filterOf } from './filter-pattern.ts'
import type { LogEvent } from './log-group.ts'
import { page } from './page.ts'

export { groupResources as resources } from './names.ts'

/** A filter pattern with a regular expression may be one that tries endlessly. */
const longestMilliseconds = 2_000

interface Found {
  stream: string
  event: LogEvent
}

export function handle(input: FilterLogEventsRequest, { cloud }: Call): FilterLogEventsResponse {
  if (input.startFromHead === false)
    throw new AwsError('InvalidParameterException', 'startFromHead false is not supported by this cloud.')
  const { logStreamNames, logStreamNamePrefix: prefix } = input
  if (logStreamNames?.length && prefix !== undefined)
    throw new AwsError(
      'InvalidParameterException',
      'logStreamNamePrefix and logStreamNames are mutually exclusive parameters.',
    )
  const group = cloud.logs.group(input.logGroupIdentifier ?? input.logGroupName)
  for (const name of logStreamNames ?? []) cloud.logs.stream(group, name)
  const streams = [...group.streams.values()].filter(
    ({ name }) => (!logStreamNames?.length || logStreamNames.includes(name)) && name.startsWith(prefix ?? ''),
  )
  const all = streams.flatMap((stream) =>
    cloud.logs.eventsOf(group, stream).map((event) => ({ stream: stream.name, event })),
  )
  const { items, ...token } = page(matching(all, input), ({ event }) => String(event.sequence), {
    limit: input.limit ?? 10_000,
    nextToken: input.nextToken,
  })
  return { events: items.map(output), searchedLogStreams: [], ...token }
}

function matching(all: Found[], input: FilterLogEventsRequest): Found[] {
  const { startTime = 0, endTime = Number.POSITIVE_INFINITY, filterPattern = '' } = input
  const inTime = all.filter(({ event: { timestamp } }) => timestamp >= startTime && timestamp <= endTime)
  return passing(inTime, filterOf(filterPattern)).sort(
    (a, b) => a.event.timestamp - b.event.timestamp || a.event.sequence - b.event.sequence,
  )
}

function passing(all: Found[], filter: Filter): Found[] {
  try {
    return boundedSearch(() => all.filter(({ event }) => filter(event.message)), longestMilliseconds)
  } catch (thrown) {
    throw thrown instanceof EndlessSearch ? invalidPattern('it takes too long to match') : thrown
  }
}

function output({ stream, event }: Found): FilteredLogEvent {
  const { timestamp, message, ingestionTime, sequence } = event
  return { logStreamName: stream, timestamp, message, ingestionTime, eventId: String(sequence).padStart(56, '0') }
}
