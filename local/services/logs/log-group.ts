import type { LogGroupClass } from '@aws-sdk/client-cloudwatch-logs'

/** One line of a log. Times are cloud time in milliseconds since the epoch. */
export interface LogEvent {
  /** Counts up over all logs of the cloud: the order of arrival. */
  readonly sequence: number
  readonly timestamp: number
  readonly ingestionTime: number
  readonly message: string
}

export interface LogStream {
  readonly name: string
  readonly createdAt: number
  /** In order of their timestamps. */
  events: LogEvent[]
}

export interface LogGroup {
  readonly name: string
  readonly createdAt: number
  readonly streams: Map<string, LogStream>
  retentionInDays?: number | undefined
  readonly kmsKeyId?: string | undefined
  readonly logGroupClass: LogGroupClass
}

/** What an event counts for: its text in UTF-8 and 26 bytes. Source: PutLogEvents, CloudWatch Logs API Reference. */
export function bytesOf({ message }: { message: string }): number {
  return Buffer.byteLength(message) + 26
}
