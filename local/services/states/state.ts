import { randomUUID } from 'node:crypto'
import type { HistoryEvent, StartExecutionInput } from '@aws-sdk/client-sfn'
import { type Ending, Execution } from '../../asl/execution.ts'
import { ScaledClock } from '../../clock.ts'
import type { Cloud } from '../../cloud.ts'
import { inBackground } from '../../in-background.ts'
import type { Json } from '../../json.ts'
import { executionArn, requireArn } from './arns.ts'
import {
  executionAlreadyExists,
  executionDoesNotExist,
  stateMachineDeleting,
  stateMachineDoesNotExist,
} from './errors.ts'
import { parseExecutionInput } from './execution-input.ts'
import { ExecutionLog } from './execution-log.ts'
import { ExecutionRecord } from './execution-record.ts'
import { ExecutionRecords } from './execution-records.ts'
import { runnerOf } from './integrations/index.ts'
import { Listeners } from './listeners.ts'
import { requireName } from './names.ts'
import type { StateMachine } from './state-machine.ts'
import { type StatusChange, statusChangeOf } from './status-change.ts'
import { TaskTokens } from './task-tokens.ts'

/** The state machines and executions of the cloud. */
export class StatesState {
  readonly cloud: Cloud
  readonly machines = new Map<string, StateMachine>()
  readonly executions = new ExecutionRecords(() => this.cloud.clock.now())
  readonly tokens = new TaskTokens()
  readonly #wall = new ScaledClock(1)
  readonly #onEvent = new Listeners<[executionArn: string, event: HistoryEvent]>()
  readonly #onStatusChange = new Listeners<[change: StatusChange]>()
  readonly #ends = new Listeners<[record: ExecutionRecord]>()

  constructor(cloud: Cloud) {
    this.cloud = cloud
  }

  /** Throws when nothing has the ARN. */
  machine(arn: string): StateMachine {
    requireArn(arn, 'stateMachine')
    const machine = this.machines.get(arn)
    if (!machine) throw stateMachineDoesNotExist(arn)
    return machine
  }

  /** Throws when nothing has the ARN. */
  execution(arn: string): ExecutionRecord {
    requireArn(arn, 'execution')
    const record = this.executions.get(arn)
    if (!record) throw executionDoesNotExist(arn)
    return record
  }

  /** Every execution of a machine, oldest first. */
  executionsOf(machine: StateMachine): ExecutionRecord[] {
    return [...this.executions.values()].filter((record) => record.machine === machine)
  }

  /** Starts an execution, or finds the running one of the same name and input. Throws StartExecution's errors. */
  startExecution(request: StartExecutionInput): ExecutionRecord {
    const { stateMachineArn = '', name = randomUUID(), input = '{}', traceHeader } = request
    requireName(name)
    const machine = this.machine(stateMachineArn)
    if (machine.isDeleting) throw stateMachineDeleting(stateMachineArn)
    const value = parseExecutionInput(input)
    const arn = executionArn(this.cloud, machine.name, name)
    const known = this.executions.get(arn)
    if (known?.status === 'RUNNING' && known.input === input) return known
    if (known) throw executionAlreadyExists(arn)
    const execution = this.#prepare(machine, arn, name, value)
    const record = new ExecutionRecord(machine, execution, { input, traceHeader })
    this.executions.add(record)
    this.#follow(record, () => this.#begin(record))
    return record
  }

  redrive(record: ExecutionRecord) {
    this.executions.reopen(record)
    record.ending = undefined
    record.stoppedAt = undefined
    this.#follow(record, () => record.execution.redrive())
  }

  /** Ends an execution at once; one that has ended stays as it is. */
  stop(record: ExecutionRecord, failure: { error?: string; cause?: string }) {
    if (record.status !== 'RUNNING') return
    record.execution.stop(failure)
    this.#ended(record, { status: 'ABORTED', ...failure })
  }

  /** Resolves when an execution has ended; rejects with the signal's reason when aborted before. */
  ended(record: ExecutionRecord, signal: AbortSignal): Promise<void> {
    if (record.ending) return Promise.resolve()
    if (signal.aborted) return Promise.reject(signal.reason)
    return new Promise((resolve, reject) => {
      const forget = this.#ends.add((ended) => {
        if (ended !== record) return
        forget()
        resolve()
      })
      signal.addEventListener(
        'abort',
        () => {
          forget()
          reject(signal.reason)
        },
        { once: true },
      )
    })
  }

  /** Tells of every event of every execution as it is recorded, until the returned function is called. */
  onEvent(listener: (executionArn: string, event: HistoryEvent) => void): () => void {
    return this.#onEvent.add(listener)
  }

  /** Tells of every execution that starts, ends or is redriven, until the returned function is called. */
  onStatusChange(listener: (change: StatusChange) => void): () => void {
    return this.#onStatusChange.add(listener)
  }

  /** Ends every execution. */
  close() {
    for (const record of this.executions.values()) this.stop(record, { cause: 'The cloud is closing.' })
    this.#wall.stop()
  }

  #prepare(machine: StateMachine, arn: string, name: string, input: Json): Execution {
    const { clock, region } = this.cloud
    const identity = {
      arn,
      name,
      roleArn: machine.revision.roleArn,
      stateMachine: { arn: machine.arn, name: machine.name },
      startedAt: clock.now(),
      redriveCount: 0,
    }
    const log = new ExecutionLog(this.cloud, machine)
    return new Execution({
      definition: machine.revision.definition,
      input,
      identity,
      region,
      clock,
      wall: this.#wall,
      endsAtTransition: () => machine.isDeleting,
      tasks: runnerOf(this.cloud, identity),
      onEvent: (event) => {
        log.write(event, identity)
        this.#onEvent.tell(arn, event)
      },
      onDefect: (thrown) => this.cloud.note(`Execution ${arn}: ${thrown instanceof Error ? thrown.stack : thrown}`),
    })
  }

  /** Starts an execution that is on record already, for those who are told of its events; forgotten if it cannot start. */
  #begin(record: ExecutionRecord): Promise<Ending> {
    try {
      return record.execution.start()
    } catch (error) {
      this.executions.forget(record)
      throw error
    }
  }

  #follow(record: ExecutionRecord, go: () => Promise<Ending>) {
    const run = go()
    record.run = run
    this.#onStatusChange.tell(statusChangeOf(record, this.cloud.clock.now()))
    void inBackground(this.cloud, async () => {
      const ending = await run
      if (record.run === run) this.#ended(record, ending)
    })
  }

  #ended(record: ExecutionRecord, ending: Ending) {
    if (record.ending) return
    record.ending = ending
    record.stoppedAt = this.cloud.clock.now()
    this.executions.close(record)
    this.#ends.tell(record)
    this.#onStatusChange.tell(statusChangeOf(record, record.stoppedAt))
    const { machine } = record
    if (machine.isDeleting && !this.isBusy(machine)) this.forget(machine)
  }

  /** Whether a machine has executions that have not ended. */
  isBusy(machine: StateMachine): boolean {
    return this.executionsOf(machine).some(({ status }) => status === 'RUNNING')
  }

  /** Takes a machine away that no execution needs any more, and its executions with it. */
  forget(machine: StateMachine) {
    this.machines.delete(machine.arn)
    this.executions.forgetOf(machine)
    this.cloud.tags.forget(machine.arn)
  }
}
