import { randomUUID } from 'node:crypto'
import type {
  PutEventsRequest,
  PutEventsRequestEntry,
  PutEventsResponse,
  PutEventsResultEntry,
} from '@aws-sdk/client-eventbridge'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { checkBus } from './find.ts'

export const resources = (_input: PutEventsRequest, { cloud }: Call) => [cloud.events.busArn]

const mostBytes = 1_048_576

export function handle({ Entries = [] }: PutEventsRequest, call: Call): PutEventsResponse {
  const size = Entries.reduce((sum, { Detail = '' }) => sum + Buffer.byteLength(Detail), 0)
  if (size > mostBytes)
    throw new AwsError('ValidationException', 'Total size of the entries in the request is over the limit.')
  for (const entry of Entries) checkBus(entry, call)
  const results = Entries.map((entry) => put(entry, call))
  return { FailedEntryCount: results.filter(({ ErrorCode }) => ErrorCode).length, Entries: results }
}

function put(entry: PutEventsRequestEntry, { cloud }: Call): PutEventsResultEntry {
  const { Source, DetailType, Detail, Resources = [], Time } = entry
  const missing = Object.entries({ Source, DetailType, Detail }).find(([, value]) => !value)
  if (missing)
    return {
      ErrorCode: 'InvalidArgument',
      ErrorMessage: `Parameter ${missing[0]} is not valid. Reason: ${missing[0]} is a required argument.`,
    }
  if (Source?.startsWith('aws.'))
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' }
  const detail = readDetail(Detail ?? '')
  if (!detail) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' }
  const time = Time?.getTime() ?? cloud.clock.now()
  const event = { ...cloud.events.event(Source ?? '', DetailType ?? '', detail, Resources, time), id: randomUUID() }
  cloud.events.publish(event)
  return { EventId: event.id }
}

function readDetail(text: string): Record<string, unknown> | undefined {
  try {
    const detail: unknown = JSON.parse(text)
    const isObject = typeof detail === 'object' && detail !== null && !Array.isArray(detail)
    return isObject ? (detail as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
