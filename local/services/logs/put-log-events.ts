import type {
  InputLogEvent,
  PutLogEventsRequest,
  PutLogEventsResponse,
  RejectedLogEventsInfo,
} from '@aws-sdk/client-cloudwatch-logs'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { bytesOf, type LogGroup } from './log-group.ts'

export { streamResources as resources } from './names.ts'

const hour = 3600 * 1000
const day = 24 * hour

export function handle(input: PutLogEventsRequest, { cloud }: Call): PutLogEventsResponse {
  const group = cloud.logs.group(input.logGroupName)
  const stream = cloud.logs.stream(group, input.logStreamName)
  const events = (input.logEvents ?? []).map(({ timestamp = 0, message = '' }) => ({ timestamp, message }))
  checkBatch(events)
  const { accepted, rejected } = sorted(events, cloud.clock.now(), group)
  cloud.logs.add(group, stream, accepted)
  return { nextSequenceToken: '0', ...(rejected && { rejectedLogEventsInfo: rejected }) }
}

type Event = Required<InputLogEvent> & { timestamp: number; message: string }

/** Source: PutLogEvents, CloudWatch Logs API Reference. */
function checkBatch(events: readonly Event[]) {
  const refuse = (message: string) => {
    throw new AwsError('InvalidParameterException', message)
  }
  if (events.reduce((sum, event) => sum + bytesOf(event), 0) > 1_048_576)
    refuse('Upload too large: the maximum batch size is 1048576 bytes')
  if (events.some(({ timestamp }, index) => timestamp < (events[index - 1]?.timestamp ?? 0)))
    refuse('Log events in a single PutLogEvents request must be in chronological order.')
  if ((events.at(-1)?.timestamp ?? 0) - (events[0]?.timestamp ?? 0) > day)
    refuse('The batch of log events in a single PutLogEvents request cannot span more than 24 hours.')
}

function sorted(events: readonly Event[], now: number, { retentionInDays }: LogGroup) {
  const oldest = now - 14 * day
  const expired = retentionInDays === undefined ? 0 : now - retentionInDays * day
  const newest = now + 2 * hour
  const accepted = events.filter(({ timestamp }) => timestamp >= Math.max(oldest, expired) && timestamp <= newest)
  const tooOld = events.filter(({ timestamp }) => timestamp < oldest).length
  const gone = events.filter(({ timestamp }) => timestamp < expired).length
  const tooNew = events.findIndex(({ timestamp }) => timestamp > newest)
  const rejected: RejectedLogEventsInfo = {
    ...(tooNew >= 0 && { tooNewLogEventStartIndex: tooNew }),
    ...(tooOld > 0 && { tooOldLogEventEndIndex: tooOld }),
    ...(gone > 0 && { expiredLogEventEndIndex: gone }),
  }
  return { accepted, rejected: accepted.length < events.length ? rejected : undefined }
}
