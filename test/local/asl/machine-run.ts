import type { HistoryEvent } from '@aws-sdk/client-sfn'
import type { State, StateMachineDefinition } from '../../../local/asl/definition.ts'
import { type Ending, Execution } from '../../../local/asl/execution.ts'
import type { TaskCall, TaskRunner } from '../../../local/asl/task-runner.ts'
import { ManualClock } from '../../../local/clock.ts'
import type { Json } from '../../../local/json.ts'

export const invoke = 'arn:aws:states:::lambda:invoke'
export const machineArn = 'arn:aws:states:us-west-2:123456789012:stateMachine:m'

interface Options {
  input?: Json
  tasks?: TaskRunner
  random?: () => number
  timeoutSeconds?: number
}

/** An execution on a clock that stands still until it is moved, with the work of its tasks in the test's hands. */
export class MachineRun {
  readonly clock = new ManualClock(Date.parse('2026-01-01T00:00:00Z'))
  readonly calls: TaskCall[] = []
  readonly defects: unknown[] = []
  readonly execution: Execution
  ending: Ending | undefined

  constructor(states: Record<string, State>, { input = {}, ...options }: Options = {}) {
    const [StartAt = ''] = Object.keys(states)
    const definition: StateMachineDefinition = { QueryLanguage: 'JSONata', StartAt, States: states }
    if (options.timeoutSeconds !== undefined) definition.TimeoutSeconds = options.timeoutSeconds
    this.execution = new Execution({
      definition,
      input,
      identity: {
        arn: 'arn:aws:states:us-west-2:123456789012:execution:m:e',
        name: 'e',
        roleArn: 'arn:aws:iam::123456789012:role/r',
        stateMachine: { arn: machineArn, name: 'm' },
        startedAt: this.clock.now(),
        redriveCount: 0,
      },
      region: 'us-west-2',
      clock: this.clock,
      tasks: async (call) => {
        this.calls.push(call)
        return options.tasks ? options.tasks(call) : {}
      },
      ...(options.random && { random: options.random }),
      onDefect: (thrown) => this.defects.push(thrown),
    })
    this.watch(this.execution.start())
  }

  watch(ended: Promise<Ending>) {
    this.ending = undefined
    void ended.then((ending) => {
      this.ending = ending
    })
  }

  /** Moves the clock by so many seconds and lets everything settle. */
  async after(seconds = 0): Promise<this> {
    await this.clock.advance(seconds * 1000)
    return this
  }

  get events(): HistoryEvent[] {
    return this.execution.history.events
  }

  get types() {
    return this.events.map(({ type }) => type)
  }

  get previousIds() {
    return this.events.map(({ previousEventId }) => previousEventId)
  }

  get output(): unknown {
    return this.ending?.status === 'SUCCEEDED' ? this.ending.output : this.ending
  }

  /** Seconds from the start at which events of a type were recorded. */
  secondsOf(type: HistoryEvent['type']): number[] {
    const start = this.events[0]?.timestamp?.getTime() ?? 0
    return this.events
      .filter((event) => event.type === type)
      .map(({ timestamp }) => ((timestamp?.getTime() ?? 0) - start) / 1000)
  }
}

/** Starts a machine of these states, the first one first, and lets it come as far as it can without time passing. */
export const run = (states: Record<string, State>, options?: Options) => new MachineRun(states, options).after()
