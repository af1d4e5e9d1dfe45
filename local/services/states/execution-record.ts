import type { Ending, Execution } from '../../asl/execution.ts'
import { historyEvents } from '../../asl/limits.ts'
import { textOf } from '../../asl/text-of.ts'
import type { Revision, StateMachine } from './state-machine.ts'

export type Status = 'RUNNING' | Ending['status']

const daysRedrivable = 14

/** An execution with what the API knows of it beyond what happens inside of it. */
export class ExecutionRecord {
  readonly machine: StateMachine
  /** What it runs, whatever becomes of the machine. */
  readonly revision: Revision
  /** As it was handed in. */
  readonly input: string
  readonly traceHeader: string | undefined
  readonly execution: Execution
  /** The end of the current go, which a redrive replaces. */
  run: Promise<Ending> | undefined
  ending: Ending | undefined
  /** Cloud time in milliseconds since the epoch. */
  stoppedAt: number | undefined
  /** When a redrive was asked for under a client token, so that the same request is not carried out twice. */
  readonly redrives = new Map<string, number>()

  constructor(
    machine: StateMachine,
    execution: Execution,
    { input, traceHeader }: { input: string; traceHeader?: string | undefined },
  ) {
    this.machine = machine
    this.revision = machine.revision
    this.execution = execution
    this.input = input
    this.traceHeader = traceHeader
  }

  get arn(): string {
    return this.execution.identity.arn
  }

  get name(): string {
    return this.execution.identity.name
  }

  get status(): Status {
    return this.ending?.status ?? 'RUNNING'
  }

  get output(): string | undefined {
    return this.ending?.status === 'SUCCEEDED' ? textOf(this.ending.output) : undefined
  }

  /** The members `error` and `cause` of an execution that says why it ended. */
  get failure(): { error?: string; cause?: string } {
    if (this.ending?.status !== 'FAILED' && this.ending?.status !== 'ABORTED') return {}
    const { error, cause } = this.ending
    return { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) }
  }

  /** Why it cannot be redriven at a time, in the words of DescribeExecution; undefined when it can. */
  whyNotRedrivable(now: number): string | undefined {
    if (this.machine.isDeleting) return 'State machine is in DELETING status'
    if (this.status === 'RUNNING' || this.status === 'SUCCEEDED')
      return `Execution is ${this.status} and cannot be redriven`
    if (this.execution.history.events.length >= historyEvents - 1) return 'Execution history event limit exceeded'
    const age = now - (this.stoppedAt ?? now)
    return age > daysRedrivable * 86_400_000 ? 'Execution redrivable period exceeded' : undefined
  }

  /** The members about redrives that descriptions have. */
  describeRedrives(now: number) {
    const { redriveCount, redrivenAt } = this.execution.identity
    const why = this.whyNotRedrivable(now)
    return {
      redriveCount,
      ...(redrivenAt !== undefined && { redriveDate: new Date(redrivenAt) }),
      redriveStatus: why === undefined ? ('REDRIVABLE' as const) : ('NOT_REDRIVABLE' as const),
      ...(why !== undefined && { redriveStatusReason: why }),
    }
  }
}
