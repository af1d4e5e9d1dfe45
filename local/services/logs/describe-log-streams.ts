import type {
  DescribeLogStreamsRequest,
  DescribeLogStreamsResponse,
  LogStream as LogStreamOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import type { LogGroup, LogStream } from './log-group.ts'
import { page } from './page.ts'
import type { LogsState } from './state.ts'

export { groupResources as resources } from './names.ts'

export function handle(input: DescribeLogStreamsRequest, { cloud }: Call): DescribeLogStreamsResponse {
  const { logStreamNamePrefix: prefix = '', orderBy = 'LogStreamName', descending = false } = input
  if (prefix && orderBy === 'LastEventTime')
    throw new AwsError('InvalidParameterException', 'Cannot order by LastEventTime with a logStreamNamePrefix.')
  const group = cloud.logs.group(input.logGroupIdentifier ?? input.logGroupName)
  const streams = [...group.streams.values()]
    .filter(({ name }) => name.startsWith(prefix))
    .sort(orderBy === 'LastEventTime' ? (a, b) => lastTime(a) - lastTime(b) : (a, b) => (a.name < b.name ? -1 : 1))
  if (descending) streams.reverse()
  const { items, ...token } = page(streams, ({ name }) => name, input)
  return { logStreams: items.map((stream) => described(group, stream, cloud.logs)), ...token }
}

function lastTime({ events, createdAt }: LogStream): number {
  return events.at(-1)?.timestamp ?? createdAt
}

function described(group: LogGroup, stream: LogStream, logs: LogsState): LogStreamOutput {
  const events = logs.eventsOf(group, stream)
  const [first, last] = [events[0], events.at(-1)]
  return {
    logStreamName: stream.name,
    creationTime: stream.createdAt,
    ...(first &&
      last && {
        firstEventTimestamp: first.timestamp,
        lastEventTimestamp: last.timestamp,
        lastIngestionTime: last.ingestionTime,
      }),
    uploadSequenceToken: String(last?.sequence ?? 0),
    arn: `${logs.arnOf(group.name)}:log-stream:${stream.name}`,
    storedBytes: 0,
  }
}
