import { AwsError } from '../../aws-error.ts'
import type { Cloud } from '../../cloud.ts'
import { defect } from '../../in-background.ts'
import type { Principal } from '../iam/principal.ts'
import { bytesOf, type LogEvent, type LogGroup, type LogStream } from './log-group.ts'

/** Called for each event as it arrives. */
export type LogListener = (group: string, stream: string, event: LogEvent) => void

/** What the logs of a cloud may hold in memory; the oldest events go first. */
const limitBytes = 32 * 2 ** 20

/** Log groups, their streams and events. */
export class LogsState {
  readonly cloud: Cloud
  readonly groups = new Map<string, LogGroup>()
  readonly #listeners: LogListener[] = []
  /** The stream of every event kept, in order of arrival. */
  #arrivals: LogStream[] = []
  #bytes = 0
  #sequence = 0

  constructor(cloud: Cloud) {
    this.cloud = cloud
  }

  /** Calls `listener` for each event from now on; what it throws is a defect of its own and costs no event. */
  onMessage(listener: LogListener) {
    this.#listeners.push(listener)
  }

  /** Writes as AWS's own services do: the group and the stream are made where they are missing. */
  write(groupName: string, streamName: string, messages: readonly string[]) {
    const group = this.groups.get(groupName) ?? this.createGroup({ name: groupName })
    const stream = group.streams.get(streamName) ?? this.createStream(group, streamName)
    const timestamp = this.cloud.clock.now()
    this.add(
      group,
      stream,
      messages.map((message) => ({ timestamp, message })),
    )
  }

  /** Adds events, which are in order among themselves, and forgets the oldest ones when there are too many. */
  add(group: LogGroup, stream: LogStream, events: readonly { timestamp: number; message: string }[]) {
    const ingestionTime = this.cloud.clock.now()
    for (const { timestamp, message } of events) {
      const event = { sequence: this.#sequence++, timestamp, ingestionTime, message }
      insert(stream.events, event)
      this.#arrivals.push(stream)
      this.#bytes += bytesOf(event)
      this.#tell(group, stream, event)
    }
    if (this.#bytes > limitBytes) this.#forgetOldest()
  }

  createGroup(group: Partial<LogGroup> & { name: string }): LogGroup {
    const created = {
      createdAt: this.cloud.clock.now(),
      streams: new Map(),
      logGroupClass: 'STANDARD',
      ...group,
    } as const
    this.groups.set(group.name, created)
    return created
  }

  createStream(group: LogGroup, name: string): LogStream {
    const stream = { name, createdAt: this.cloud.clock.now(), events: [] }
    group.streams.set(name, stream)
    return stream
  }

  /** A group by its name or ARN. Throws ResourceNotFoundException. */
  group(nameOrArn: string | undefined): LogGroup {
    const name = nameOfGroup(nameOrArn ?? '')
    const isOwn = !nameOrArn?.startsWith('arn:') || nameOrArn.startsWith(this.arnOf(name))
    const group = isOwn ? this.groups.get(name) : undefined
    if (!group) throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.')
    return group
  }

  /** Throws ResourceNotFoundException. */
  stream(group: LogGroup, name: string | undefined): LogStream {
    const stream = group.streams.get(name ?? '')
    if (!stream) throw new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.')
    return stream
  }

  arnOf(groupName: string): string {
    return `arn:aws:logs:${this.cloud.region}:${this.cloud.account}:log-group:${groupName}`
  }

  /** The events of a stream that retention has not removed yet. */
  eventsOf(group: LogGroup, stream: LogStream): LogEvent[] {
    if (group.retentionInDays === undefined) return stream.events
    const oldest = this.cloud.clock.now() - group.retentionInDays * 24 * 3600 * 1000
    return stream.events.filter(({ timestamp }) => timestamp >= oldest)
  }

  /** Whether a principal may write to a group, which is made if need be. */
  mayWrite(principal: Principal, groupName: string): boolean {
    const { iam } = this.cloud
    const stream = `${this.arnOf(groupName)}:log-stream:`
    const allowed = (action: string) => iam.decide(principal, action, stream, {}) === 'Allowed'
    const writable = allowed('logs:CreateLogStream') && allowed('logs:PutLogEvents')
    return writable && (this.groups.has(groupName) || allowed('logs:CreateLogGroup'))
  }

  #tell(group: LogGroup, stream: LogStream, event: LogEvent) {
    for (const listener of this.#listeners)
      try {
        listener(group.name, stream.name, event)
      } catch (error) {
        this.cloud.note(defect(error))
      }
  }

  #forgetOldest() {
    const counts = new Map<LogStream, number>()
    let forgotten = 0
    while (this.#bytes > limitBytes * 0.9) {
      const stream = this.#arrivals[forgotten++]
      if (!stream) break
      const count = counts.get(stream) ?? 0
      const event = stream.events[count]
      if (event) this.#bytes -= bytesOf(event)
      counts.set(stream, count + 1)
    }
    this.#arrivals = this.#arrivals.slice(forgotten)
    for (const [stream, count] of counts) stream.events = stream.events.slice(count)
  }
}

/** The name in an ARN of a group, with or without its last `:*`; a name stays as it is. */
export function nameOfGroup(nameOrArn: string): string {
  return nameOrArn.replace(/^arn:[^:]+:logs:[^:]*:[^:]*:log-group:([^:]+)(:.*)?$/, '$1')
}

function insert(events: LogEvent[], event: LogEvent) {
  let index = events.length
  while (index > 0 && (events[index - 1]?.timestamp ?? 0) > event.timestamp) index--
  events.splice(index, 0, event)
}
