import type { HistoryEvent, HistoryEventType } from '@aws-sdk/client-sfn'
import type { Clock } from '../clock.ts'
import type { Json } from '../json.ts'
import { historyEvents } from './limits.ts'
import { StateError } from './state-error.ts'
import { textOf } from './text-of.ts'

/** The one member of an event that its type calls for, such as `stateEnteredEventDetails`. */
export type Details = Omit<HistoryEvent, 'id' | 'previousEventId' | 'timestamp' | 'type'>

/** What happened in an execution, as GetExecutionHistory tells it. */
export class History {
  readonly events: HistoryEvent[] = []
  readonly #clock: Clock
  readonly #listener: (event: HistoryEvent) => void

  constructor(clock: Clock, listener: (event: HistoryEvent) => void = () => {}) {
    this.#clock = clock
    this.#listener = listener
  }

  get lastEventId(): number {
    return this.events.length
  }

  get isFull(): boolean {
    return this.events.length >= historyEvents - 1
  }

  /** Adds an event and returns its id. The last place is kept for the event that ends the execution. */
  append(type: HistoryEventType, previousEventId: number, details: Details = {}): number {
    if (this.isFull)
      throw StateError.runtime(`The execution reached the maximum number of history events (${historyEvents}).`)
    return this.#add(type, previousEventId, details)
  }

  /** Adds the event that ends the execution. */
  close(type: HistoryEventType, previousEventId: number, details: Details): number {
    return this.#add(type, previousEventId, details)
  }

  #add(type: HistoryEventType, previousEventId: number, details: Details): number {
    const id = this.events.length + 1
    const event: HistoryEvent = { ...details, type, id, previousEventId, timestamp: new Date(this.#clock.now()) }
    this.events.push(event)
    this.#listener(event)
    return id
  }
}

const whole = { truncated: false }

/** An event's members for data that went in. */
export const inputOf = (value: Json) => ({ input: textOf(value), inputDetails: whole })

/** An event's members for data that came out. */
export const outputOf = (value: Json) => ({ output: textOf(value), outputDetails: whole })

/** An event's members for the variables a state assigned. */
export function assignmentOf(assigned: Record<string, Json> | undefined) {
  if (!assigned) return {}
  const assignedVariables = Object.fromEntries(Object.entries(assigned).map(([name, value]) => [name, textOf(value)]))
  return { assignedVariables, assignedVariablesDetails: whole }
}
