import { randomBytes } from 'node:crypto'
import type { HistoryEvent, LoggingConfiguration } from '@aws-sdk/client-sfn'
import type { ExecutionIdentity } from '../../asl/context-object.ts'
import type { Cloud } from '../../cloud.ts'
import type { StateMachine } from './state-machine.ts'

const fatal = /^Execution(Aborted|Failed|TimedOut)$/
const wrong = /(Aborted|Failed|TimedOut)$|^FailStateEntered$/
const data = new Set([
  'input',
  'inputDetails',
  'output',
  'outputDetails',
  'parameters',
  'assignedVariables',
  'assignedVariablesDetails',
])

/** Writes the events of one execution to the log group its machine names, in the form AWS writes them. */
export class ExecutionLog {
  readonly #cloud: Cloud
  readonly #group: string
  readonly #stream: string
  readonly #logging: LoggingConfiguration

  constructor(cloud: Cloud, { name, revision: { logging, madeAt } }: StateMachine) {
    this.#cloud = cloud
    this.#logging = logging
    const arn = logging.destinations?.[0]?.cloudWatchLogsLogGroup?.logGroupArn ?? ''
    this.#group = /:log-group:(.+?)(:\*)?$/.exec(arn)?.[1] ?? ''
    const time = new Date(madeAt).toISOString().slice(0, 16).replace(/[T:]/g, '-')
    this.#stream = `states/${name}/${time}/${randomBytes(4).toString('hex')}`
  }

  write(event: HistoryEvent, { arn, redriveCount }: ExecutionIdentity) {
    if (!this.#group || !this.#takes(String(event.type))) return
    const message = {
      id: String(event.id),
      type: event.type,
      details: this.#detailsOf(event),
      previous_event_id: String(event.previousEventId),
      event_timestamp: String(event.timestamp?.getTime()),
      execution_arn: arn,
      redrive_count: String(redriveCount),
    }
    this.#cloud.logs.write(this.#group, this.#stream, [JSON.stringify(message)])
  }

  #takes(type: string): boolean {
    const { level } = this.#logging
    return level === 'ALL' || (level === 'ERROR' && wrong.test(type)) || (level === 'FATAL' && fatal.test(type))
  }

  #detailsOf(event: HistoryEvent): Record<string, unknown> {
    const [, details = {}] = Object.entries(event).find(([member]) => member.endsWith('EventDetails')) ?? []
    const members = Object.entries(details as Record<string, unknown>)
    return Object.fromEntries(members.filter(([name]) => this.#logging.includeExecutionData || !data.has(name)))
  }
}
