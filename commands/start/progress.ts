import type { HistoryEvent } from '@aws-sdk/client-sfn'

interface Running {
  startedAt: number
  /** Names of states inside right now. */
  inside: Map<string, number>
  seen: Set<string>
}

/** Turns history events into lines for a person: each state's name when it is first entered, failures when they happen. */
export class Progress {
  readonly #executions = new Map<string, Running>()
  readonly #line: (text: string) => void

  constructor(line: (text: string) => void) {
    this.#line = line
  }

  /** States that are being worked on, for a live headline. */
  get now(): string {
    return [...this.#executions]
      .flatMap(([machine, { inside }]) => [...inside.keys()].map((state) => `${machine}.${state}`))
      .join('  ')
  }

  show(machine: string, event: HistoryEvent) {
    const at = event.timestamp?.getTime() ?? 0
    const running = this.#executions.get(machine) ?? { startedAt: at, inside: new Map(), seen: new Set() }
    this.#executions.set(machine, running)
    this.#move(machine, running, event, at)
    const failure = failureOf(event)
    if (failure) this.#line(`${stamp(at - running.startedAt)}  ${machine}  ${failure}`)
    if (event.type?.startsWith('Execution') && event.type !== 'ExecutionStarted') this.#executions.delete(machine)
  }

  #move(machine: string, { startedAt, inside, seen }: Running, event: HistoryEvent, at: number) {
    const entered = event.stateEnteredEventDetails?.name
    const exited = event.stateExitedEventDetails?.name
    if (exited !== undefined) inside.delete(exited)
    if (entered === undefined || !event.type?.startsWith('Task')) return
    inside.set(entered, at)
    if (seen.has(entered)) return
    seen.add(entered)
    this.#line(`${stamp(at - startedAt)}  ${machine}  ${entered}`)
  }
}

function stamp(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(0).padStart(5)} s`
}

/** What went wrong, where an event tells it. Failed attempts are shown too: they are retried or caught in plain sight. */
function failureOf(event: HistoryEvent): string | undefined {
  const details = event.taskFailedEventDetails ?? event.taskTimedOutEventDetails ?? event.executionFailedEventDetails
  if (!details) return undefined
  return `${event.type}: ${details.error ?? 'no error name'}: ${messageIn(details.cause)}`
}

/** A failed function's cause is JSON with its message inside, after which a state machine may have added a sentence. */
export function messageIn(cause = ''): string {
  const end = cause.lastIndexOf('}') + 1
  try {
    const { errorMessage } = JSON.parse(cause.slice(0, end)) as { errorMessage?: string }
    if (errorMessage === undefined) return cause
    return end === cause.length ? errorMessage : `${errorMessage.replace(/\.?$/, '.')}${cause.slice(end)}`
  } catch {
    return cause
  }
}
