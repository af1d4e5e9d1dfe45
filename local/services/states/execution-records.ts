import type { ExecutionRecord } from './execution-record.ts'
import type { StateMachine } from './state-machine.ts'

/** How long an execution is known after it has closed. Source: Step Functions quotas, execution history retention. */
const retentionDays = 90

/** What the histories of closed executions may hold in memory; the longest closed go first. */
export const historyMebibytes = 64

/** The executions of the cloud, by their ARNs in the order of their starts. */
export class ExecutionRecords {
  readonly #now: () => number
  readonly #records = new Map<string, ExecutionRecord>()
  /** The bytes of each history that has closed, the longest closed first. */
  readonly #closed = new Map<ExecutionRecord, number>()
  #bytes = 0

  /** @param now cloud time in milliseconds since the epoch. */
  constructor(now: () => number) {
    this.#now = now
  }

  get(arn: string): ExecutionRecord | undefined {
    this.#expire()
    return this.#records.get(arn)
  }

  values(): IterableIterator<ExecutionRecord> {
    this.#expire()
    return this.#records.values()
  }

  add(record: ExecutionRecord) {
    this.#records.set(record.arn, record)
  }

  /** Keeps a record that has closed for as long as there is time and room. */
  close(record: ExecutionRecord) {
    const bytes = bytesOf(record)
    this.#closed.set(record, bytes)
    this.#bytes += bytes
    this.#makeRoom()
  }

  /** Keeps a record that runs again until it closes. */
  reopen(record: ExecutionRecord) {
    this.#bytes -= this.#closed.get(record) ?? 0
    this.#closed.delete(record)
  }

  forget(record: ExecutionRecord) {
    this.reopen(record)
    this.#records.delete(record.arn)
  }

  forgetOf(machine: StateMachine) {
    for (const record of this.#records.values()) if (record.machine === machine) this.forget(record)
  }

  #expire() {
    const oldest = this.#now() - retentionDays * 86_400_000
    for (const record of this.#closed.keys()) {
      if ((record.stoppedAt ?? oldest) >= oldest) return
      this.forget(record)
    }
  }

  /** The one that has closed last stays, however large it is, for whoever waits for its end. */
  #makeRoom() {
    for (const record of this.#closed.keys()) {
      if (this.#bytes <= historyMebibytes * 2 ** 20 || this.#closed.size === 1) return
      this.forget(record)
    }
  }
}

/** About what a history takes, each event counted as its JSON. */
function bytesOf({ execution }: ExecutionRecord): number {
  return execution.history.events.reduce((sum, event) => sum + JSON.stringify(event).length, 0)
}
