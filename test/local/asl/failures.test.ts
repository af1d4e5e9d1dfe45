import { describe, expect, test } from '@jest/globals'
import type { Catcher, Retrier, State, TaskState } from '../../../local/asl/definition.ts'
import { StateError } from '../../../local/asl/state-error.ts'
import type { TaskRunner } from '../../../local/asl/task-runner.ts'
import type { Json } from '../../../local/json.ts'
import { invoke, type MachineRun, run } from './machine-run.ts'

const never: TaskRunner = () => new Promise(() => {})
const failing =
  (error: string, times = Number.POSITIVE_INFINITY): TaskRunner =>
  async () => {
    if (times-- > 0) throw new StateError(error, `${error} happened`)
    return 'fine'
  }

const task = (more: Partial<TaskState> = {}): State => ({ Type: 'Task', Resource: invoke, End: true, ...more })
const chain = ({ events }: MachineRun) =>
  events.map(({ id, previousEventId, type }) => `${id}<${previousEventId} ${type}`)

describe('Retry', () => {
  const attempts = async (retriers: Partial<Retrier>[], tasks: TaskRunner, random?: () => number) => {
    const Retry = retriers.map((retrier) => ({ ErrorEquals: ['States.ALL'], ...retrier }))
    const machine = await run({ T: task({ Retry }) }, { tasks, ...(random && { random }) })
    await machine.after(10_000)
    return machine
  }

  test('waits 1, 2 and 4 seconds unless told otherwise, then gives up', async () => {
    const machine = await attempts([{}], failing('E'))
    expect(machine.secondsOf('TaskScheduled')).toEqual([0, 1, 3, 7])
    expect(machine.ending).toEqual({ status: 'FAILED', error: 'E', cause: 'E happened' })
    expect(chain(machine).slice(2, 7)).toEqual([
      '3<2 TaskScheduled',
      '4<3 TaskStarted',
      '5<4 TaskFailed',
      '6<5 TaskScheduled',
      '7<6 TaskStarted',
    ])
  })

  test('grows by its rate up to its longest delay', async () => {
    const machine = await attempts(
      [{ IntervalSeconds: 10, BackoffRate: 3, MaxDelaySeconds: 60, MaxAttempts: 4 }],
      failing('E'),
    )
    expect(machine.secondsOf('TaskScheduled')).toEqual([0, 10, 40, 100, 160])
  })

  test('spreads its delays with full jitter', async () => {
    const machine = await attempts(
      [{ IntervalSeconds: 8, JitterStrategy: 'FULL', MaxAttempts: 2 }],
      failing('E'),
      () => 0.25,
    )
    expect(machine.secondsOf('TaskScheduled')).toEqual([0, 2, 6])
  })

  test('with no attempts at all it only keeps later retriers from trying', async () => {
    const machine = await attempts([{ ErrorEquals: ['E'], MaxAttempts: 0 }, {}], failing('E'))
    expect(machine.secondsOf('TaskScheduled')).toEqual([0])
  })

  test('each retrier counts its own attempts', async () => {
    let count = 0
    const machine = await attempts(
      [
        { ErrorEquals: ['A'], MaxAttempts: 1, IntervalSeconds: 5 },
        { ErrorEquals: ['B'], MaxAttempts: 2 },
      ],
      async () => Promise.reject(new StateError(['A', 'B', 'B', 'A'][count++])),
    )
    expect(machine.secondsOf('TaskScheduled')).toEqual([0, 5, 6, 8])
  })

  test('a task that gets well ends well', async () => {
    expect((await attempts([{}], failing('E', 2))).output).toBe('fine')
  })

  test('an expression that fails is tried again too, recorded each time', async () => {
    const machine = await run({
      T: task({
        Arguments: { a: ['{% $states.input.no %}'] },
        Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 1 }],
      }),
    })
    await machine.after(1)
    expect(chain(machine)).toEqual([
      '1<0 ExecutionStarted',
      '2<0 TaskStateEntered',
      '3<2 EvaluationFailed',
      '4<3 EvaluationFailed',
      '5<4 ExecutionFailed',
    ])
    const cause =
      "An error occurred while executing the state 'T' (entered at the event id #2). The JSONata expression '$states.input.no' specified for the field 'Arguments/a[0]' returned nothing (undefined)."
    const failure = { error: 'States.QueryEvaluationError', cause }
    expect(machine.events[2]?.evaluationFailedEventDetails).toEqual({
      ...failure,
      location: 'Arguments/a[0]',
      state: 'T',
    })
    expect(machine.ending).toEqual({ status: 'FAILED', ...failure })
  })
})

describe('error names', () => {
  test.each<[name: string, error: string, taken: boolean]>([
    ['States.ALL', 'Custom', true],
    ['States.ALL', 'States.Timeout', true],
    ['States.ALL', 'States.DataLimitExceeded', false],
    ['States.DataLimitExceeded', 'States.DataLimitExceeded', true],
    ['States.ALL', 'States.Runtime', false],
    ['States.Runtime', 'States.Runtime', false],
    ['States.TaskFailed', 'Custom', true],
    ['States.TaskFailed', 'States.Timeout', false],
    ['States.TaskFailed', 'States.DataLimitExceeded', false],
    ['Other', 'Custom', false],
  ])('%s and %s: taken is %s', async (name, error, taken) => {
    const machine = await run(
      { T: task({ Catch: [{ ErrorEquals: [name], Next: 'Caught' }] }), Caught: { Type: 'Succeed' } },
      { tasks: failing(error) },
    )
    expect(machine.ending?.status).toBe(taken ? 'SUCCEEDED' : 'FAILED')
  })
})

describe('Catch', () => {
  const caught = (catcher: Partial<Catcher>, more: Partial<TaskState> = {}) =>
    run(
      {
        T: task({
          Catch: [
            { ErrorEquals: ['Other'], Next: 'C' },
            { ErrorEquals: ['States.ALL'], Next: 'C', ...catcher },
          ],
          ...more,
        }),
        C: { Type: 'Pass', End: true },
      },
      { input: { kept: 1 }, tasks: failing('E') },
    )

  test('goes on with the error, left and entered like any state', async () => {
    const machine = await caught({})
    expect(machine.output).toEqual({ Error: 'E', Cause: 'E happened' })
    expect(chain(machine).slice(4, 7)).toEqual(['5<4 TaskFailed', '6<5 TaskStateExited', '7<6 PassStateEntered'])
  })

  test('can make its own output and variables of it', async () => {
    const machine = await caught({
      Assign: { why: '{% $states.errorOutput.Error %}' },
      Output: { is: '{% $states.errorOutput.Cause %}', was: '{% $states.input.kept %}' },
    })
    expect(machine.output).toEqual({ is: 'E happened', was: 1 })
    expect(machine.events[5]?.stateExitedEventDetails?.assignedVariables).toEqual({ why: '"E"' })
  })

  test('a catcher that fails fails the state, at its own place in it', async () => {
    const machine = await caught({ Output: '{% $states.input.no %}' })
    expect(machine.events[5]).toMatchObject({
      type: 'EvaluationFailed',
      previousEventId: 5,
      evaluationFailedEventDetails: { location: 'Catch[1]/Output' },
    })
    expect(machine.ending).toMatchObject({ error: 'States.QueryEvaluationError' })
  })

  test('takes what its own Output cannot be made of', async () => {
    const machine = await run({
      T: task({
        Output: '{% $states.result.no %}',
        Catch: [{ ErrorEquals: ['States.QueryEvaluationError'], Next: 'C' }],
      }),
      C: { Type: 'Pass', Output: 'caught', End: true },
    })
    expect(machine.output).toBe('caught')
    expect(machine.types.slice(4, 7)).toEqual(['TaskSucceeded', 'EvaluationFailed', 'TaskStateExited'])
  })
})

describe('timeouts', () => {
  test('a task out of time is given up, which Retry and Catch see as States.Timeout', async () => {
    const machine = await run(
      {
        T: task({ TimeoutSeconds: 5, Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'C' }] }),
        C: { Type: 'Pass', End: true },
      },
      { tasks: never },
    )
    await machine.after(5)
    expect(machine.calls[0]?.signal.aborted).toBe(true)
    expect(machine.events[4]).toMatchObject({
      type: 'TaskTimedOut',
      taskTimedOutEventDetails: { resourceType: 'lambda', resource: 'invoke', error: 'States.Timeout' },
    })
    expect(machine.output).toEqual({ Error: 'States.Timeout', Cause: '' })
  })

  test('a function called by its ARN times out with its own event', async () => {
    const machine = await run(
      { T: task({ Resource: 'arn:aws:lambda:us-west-2:123456789012:function:f', TimeoutSeconds: 1 }) },
      { tasks: never },
    )
    await machine.after(1)
    expect(machine.events[4]?.lambdaFunctionTimedOutEventDetails).toEqual({ error: 'States.Timeout' })
  })

  test('heartbeats keep a task that waits for its token alive; a missed one is caught by either name', async () => {
    const machine = await run(
      {
        T: task({
          Resource: `${invoke}.waitForTaskToken`,
          HeartbeatSeconds: 10,
          TimeoutSeconds: 100,
          Catch: [{ ErrorEquals: ['States.HeartbeatTimeout'], Next: 'C' }],
        }),
        C: { Type: 'Pass', End: true },
      },
      { tasks: never },
    )
    for (let beat = 0; beat < 3; beat++) {
      await machine.after(9)
      machine.calls[0]?.heartbeat()
    }
    await machine.after(9)
    expect(machine.ending).toBeUndefined()
    await machine.after(1)
    expect(machine.secondsOf('TaskTimedOut')).toEqual([37])
    expect(machine.output).toEqual({ Error: 'States.Timeout', Cause: '' })
  })

  test('a machine out of time ends at once, without a cause and without any Catch', async () => {
    const machine = await run(
      { T: task({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'C' }] }), C: { Type: 'Succeed' } },
      { tasks: never, timeoutSeconds: 60 },
    )
    await machine.after(60)
    expect(machine.ending).toEqual({ status: 'TIMED_OUT' })
    expect(machine.calls[0]?.signal.aborted).toBe(true)
    expect(machine.events.at(-1)).toMatchObject({
      type: 'ExecutionTimedOut',
      previousEventId: 0,
      executionTimedOutEventDetails: { error: 'States.Timeout' },
    })
    await machine.after(1_000)
    expect(machine.events).toHaveLength(5)
  })
})

describe('stopping', () => {
  test('ends the execution at once, whatever it is doing', async () => {
    const machine = await run({ W: { Type: 'Wait', Seconds: 100, End: true } })
    machine.execution.stop({ error: 'E', cause: 'c' })
    await machine.after(200)
    expect(machine.ending).toEqual({ status: 'ABORTED', error: 'E', cause: 'c' })
    expect(machine.types).toEqual(['ExecutionStarted', 'WaitStateEntered', 'ExecutionAborted'])
    expect(machine.events[2]).toMatchObject({
      previousEventId: 0,
      executionAbortedEventDetails: { error: 'E', cause: 'c' },
    })
  })

  test('what a task says afterwards is not heard', async () => {
    let answer: (value: Json) => void = () => {}
    const machine = await run({ T: task() }, { tasks: () => new Promise((resolve) => (answer = resolve)) })
    machine.execution.stop()
    answer('late')
    await machine.after()
    expect(machine.types.at(-1)).toBe('ExecutionAborted')
    expect(machine.calls[0]?.signal.aborted).toBe(true)
  })
})

describe('branches that fail', () => {
  const parallel = (more: object = {}): State => ({
    Type: 'Parallel',
    Branches: [
      { StartAt: 'Slow', States: { Slow: { Type: 'Wait', Seconds: 100, End: true } } },
      { StartAt: 'Bad', States: { Bad: { Type: 'Task', Resource: invoke, End: true } } },
    ],
    End: true,
    ...more,
  })

  test('take the others down at once', async () => {
    const machine = await run({ P: parallel() }, { tasks: failing('E') })
    expect(chain(machine).slice(2)).toEqual([
      '3<2 ParallelStateStarted',
      '4<3 WaitStateEntered',
      '5<3 TaskStateEntered',
      '6<5 TaskScheduled',
      '7<6 TaskStarted',
      '8<7 TaskFailed',
      '9<8 WaitStateAborted',
      '10<8 TaskStateAborted',
      '11<8 ParallelStateFailed',
      '12<11 ExecutionFailed',
    ])
    expect(machine.ending).toMatchObject({ error: 'E', cause: 'E happened' })
  })

  test('can be caught and retried as a whole', async () => {
    const Retry = [{ ErrorEquals: ['E'], MaxAttempts: 1, IntervalSeconds: 3 }]
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'C' }]
    const machine = await run(
      { P: parallel({ Retry, Catch }), C: { Type: 'Pass', End: true } },
      { tasks: failing('E') },
    )
    await machine.after(3)
    expect(machine.secondsOf('ParallelStateStarted')).toEqual([0, 3])
    expect(machine.types.filter((type) => type === 'ParallelStateFailed')).toHaveLength(1)
    expect(machine.output).toEqual({ Error: 'E', Cause: 'E happened' })
    await machine.after(1_000)
    expect(machine.types.at(-1)).toBe('ExecutionSucceeded')
  })

  test('an error of a branch names the state of the branch', async () => {
    const machine = await run({
      P: {
        Type: 'Parallel',
        Branches: [
          { StartAt: 'U', States: { U: { Type: 'Pass', Output: { v: '{% $states.input.no %}' }, End: true } } },
        ],
        End: true,
      },
    })
    expect(chain(machine).slice(3)).toEqual([
      '4<3 PassStateEntered',
      '5<4 EvaluationFailed',
      '6<5 ParallelStateFailed',
      '7<6 ExecutionFailed',
    ])
    expect(machine.ending).toMatchObject({
      cause: expect.stringContaining("executing the state 'U' (entered at the event id #4). The JSONata"),
    })
  })

  test('States.Runtime ends the execution through any Catch', async () => {
    const inside: State = { Type: 'Choice', Choices: [{ Condition: false, Next: 'X' }] }
    const machine = await run({
      P: {
        Type: 'Parallel',
        Branches: [{ StartAt: 'I', States: { I: inside, X: { Type: 'Succeed' } } }],
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'C' }],
        End: true,
      },
      C: { Type: 'Succeed' },
    })
    expect(machine.types.slice(3)).toEqual(['ChoiceStateEntered', 'ExecutionFailed'])
  })
})

describe('iterations that fail', () => {
  const map = (more: object = {}): State => ({
    Type: 'Map',
    Items: '{% $states.input %}',
    ItemProcessor: {
      StartAt: 'I',
      States: { I: { Type: 'Task', Resource: invoke, Arguments: '{% $states.input %}', End: true } },
    },
    End: true,
    ...more,
  })
  const badIsBad: TaskRunner = async ({ arguments: input }) => {
    if (input === 'bad') throw new StateError('E', 'c')
    if (input === 'slow') return new Promise(() => {})
    return `${input}!`
  }

  test('take the others down at once, with the events AWS writes', async () => {
    const machine = await run({ M: map() }, { input: ['bad', 'slow'], tasks: badIsBad })
    expect(chain(machine).slice(11)).toEqual([
      '12<9 TaskFailed',
      '13<12 MapIterationFailed',
      '14<12 TaskStateAborted',
      '15<12 MapIterationAborted',
      '16<12 TaskStateAborted',
      '17<12 MapStateFailed',
      '18<17 ExecutionFailed',
    ])
    expect(machine.ending).toMatchObject({ error: 'E', cause: 'c' })
  })

  test.each<[string, object, Json[]]>([
    ['a count', { ToleratedFailureCount: 1 }, ['a', 'bad', 'b']],
    ['a percentage', { ToleratedFailurePercentage: '{% 50 %}' }, ['bad', 'a', 'b', 'bad']],
  ])('are left out of the result as far as %s tolerates them', async (_, more, input) => {
    const machine = await run({ M: map(more) }, { input, tasks: badIsBad })
    expect(machine.output).toEqual(['a!', 'b!'])
    expect(machine.types).toContain('MapIterationFailed')
  })

  test('beyond what is tolerated the Map has an error of its own', async () => {
    const machine = await run(
      { M: map({ ToleratedFailureCount: 1 }) },
      { input: ['bad', 'bad', 'slow'], tasks: badIsBad },
    )
    expect(machine.ending).toMatchObject({
      error: 'States.ExceedToleratedFailureThreshold',
      cause: 'The specified tolerated failure threshold was exceeded',
    })
    expect(machine.types.filter((type) => type === 'MapIterationAborted')).toHaveLength(1)
  })

  test.each([150, -5])(
    'a tolerated percentage of %d fails the Map, also where an expression gives it',
    async (share) => {
      const machine = await run({ M: map({ ToleratedFailurePercentage: `{% ${share} %}` }) }, { input: ['a'] })
      expect(machine.ending).toMatchObject({ error: 'States.QueryEvaluationError' })
    },
  )

  test('a selector or items that cannot be evaluated fail the Map itself', async () => {
    const noItems = await run({ M: map({ Items: '{% $states.input.no %}' }) }, { input: {} })
    expect(noItems.types.slice(2)).toEqual(['EvaluationFailed', 'MapStateFailed', 'ExecutionFailed'])
    const noInput = await run(
      { M: map({ ItemSelector: { a: '{% $states.context.Map.Item.Value.no %}' } }) },
      { input: [1] },
    )
    expect(noInput.events[3]?.evaluationFailedEventDetails?.location).toBe('ItemSelector/a')
  })
})

describe('redrive', () => {
  const redrive = (machine: MachineRun) => {
    machine.watch(machine.execution.redrive())
    return machine.after()
  }

  test('runs the failed task again from where it was entered, and nothing before it', async () => {
    const states: Record<string, State> = {
      A: { Type: 'Pass', Assign: { x: 5 }, Next: 'T' },
      T: task({ Arguments: { x: '{% $x %}', redrives: '{% $states.context.Execution.RedriveCount %}' } }),
    }
    const machine = await run(states, { tasks: failing('E', 1) })
    expect(machine.ending?.status).toBe('FAILED')
    await machine.after(60)
    await redrive(machine)
    expect(machine.output).toBe('fine')
    expect(machine.calls[1]?.arguments).toEqual({ x: 5, redrives: 1 })
    expect(chain(machine).slice(7)).toEqual([
      '8<7 ExecutionFailed',
      '9<8 ExecutionRedriven',
      '10<4 TaskScheduled',
      '11<10 TaskStarted',
      '12<11 TaskSucceeded',
      '13<12 TaskStateExited',
      '14<13 ExecutionSucceeded',
    ])
    expect(machine.events[8]?.executionRedrivenEventDetails).toEqual({ redriveCount: 1 })
  })

  test('retries start anew with each redrive', async () => {
    const machine = await run({ T: task({ Retry: [{ ErrorEquals: ['E'], MaxAttempts: 1 }] }) }, { tasks: failing('E') })
    await machine.after(1)
    await redrive(machine)
    await machine.after(1)
    expect(machine.calls).toHaveLength(4)
  })

  test('of a Parallel, only the branches that had not ended run again', async () => {
    const branch = (name: string) => ({ StartAt: name, States: { [name]: task({ Arguments: name }) } })
    let bad = true
    const machine = await run(
      { P: { Type: 'Parallel', Branches: [branch('A'), branch('B')], Next: 'Z' }, Z: { Type: 'Pass', End: true } },
      {
        tasks: async ({ arguments: name }) => {
          if (name === 'B' && bad) throw new StateError('E')
          return name
        },
      },
    )
    bad = false
    await redrive(machine)
    expect(machine.calls.map((call) => call.arguments)).toEqual(['A', 'B', 'B'])
    expect(machine.output).toEqual(['A', 'B'])
    expect(machine.types.filter((type) => type === 'ParallelStateStarted')).toHaveLength(1)
  })

  test('of a Map, the iterations that had not ended or not begun', async () => {
    let bad = true
    const inside = { StartAt: 'I', States: { I: task({ Arguments: '{% $states.input %}' }) } }
    const machine = await run(
      { M: { Type: 'Map', MaxConcurrency: 1, ItemProcessor: inside, End: true } },
      {
        input: [1, 2, 3],
        tasks: async ({ arguments: n }) => {
          if (n === 2 && bad) throw new StateError('E')
          return n
        },
      },
    )
    expect(machine.calls).toHaveLength(2)
    bad = false
    await redrive(machine)
    expect(machine.calls.map((call) => call.arguments)).toEqual([1, 2, 2, 3])
    expect(machine.output).toEqual([1, 2, 3])
    expect(machine.types.filter((type) => type === 'MapIterationStarted')).toHaveLength(3)
  })

  test('goes on with a wait that was stopped, and a Fail state fails again', async () => {
    const waiting = await run({ W: { Type: 'Wait', Seconds: 10, End: true } })
    waiting.execution.stop()
    await redrive(waiting)
    await waiting.after(10)
    expect(waiting.ending?.status).toBe('SUCCEEDED')
    const failed = await run({ F: { Type: 'Fail', Error: 'E' } })
    await redrive(failed)
    expect(failed.types.slice(3)).toEqual(['ExecutionRedriven', 'ExecutionFailed'])
  })

  test('gives the machine its whole time again', async () => {
    const machine = await run({ W: { Type: 'Wait', Seconds: 50, End: true } }, { timeoutSeconds: 40 })
    await machine.after(40)
    await redrive(machine)
    await machine.after(39)
    expect(machine.ending).toBeUndefined()
    await machine.after(1)
    expect(machine.ending).toEqual({ status: 'TIMED_OUT' })
  })
})

describe('limits', () => {
  const long = 'x'.repeat(262_143)

  test('a result of more than 256 KiB is an error of the task', async () => {
    const machine = await run({ T: task() }, { tasks: async () => long })
    expect(machine.events[4]).toMatchObject({
      type: 'TaskFailed',
      taskFailedEventDetails: {
        error: 'States.DataLimitExceeded',
        cause:
          "The state/task 'lambda' returned a result with a size exceeding the maximum number of bytes service limit.",
      },
    })
  })

  test('bytes count, not characters', async () => {
    expect((await run({ T: task() }, { tasks: async () => 'é'.repeat(131_071) })).ending?.status).toBe('SUCCEEDED')
    expect((await run({ T: task() }, { tasks: async () => 'é'.repeat(131_072) })).ending?.status).toBe('FAILED')
  })

  test('an Output or an Assign of more is an error of the state', async () => {
    const Output = ['{% $states.input %}', '{% $states.input %}']
    for (const state of [{ Output }, { Assign: { a: Output } }])
      expect(
        (await run({ P: { Type: 'Pass', ...state, End: true } }, { input: 'x'.repeat(140_000) })).ending,
      ).toMatchObject({
        error: 'States.DataLimitExceeded',
      })
  })

  test('event 25,000 is the one that ends an endless loop', async () => {
    const machine = await run({
      A: { Type: 'Choice', Choices: [{ Condition: true, Next: 'A' }], Default: 'B' },
      B: { Type: 'Succeed' },
    })
    for (let turns = 0; !machine.ending && turns < 200; turns++) await machine.after()
    expect(machine.ending).toEqual({
      status: 'FAILED',
      error: 'States.Runtime',
      cause: 'The execution reached the maximum number of history events (25000).',
    })
    expect(machine.events.at(-1)).toMatchObject({ id: 25_000, previousEventId: 24_999, type: 'ExecutionFailed' })
  })

  test('a poll loop of 400 turns costs well under a second', async () => {
    const started = process.cpuUsage()
    const machine = await run(
      {
        Wait: { Type: 'Wait', Seconds: 5, Next: 'Check' },
        Check: task({
          Arguments: { n: '{% $states.input.n %}' },
          Output: '{% $states.result %}',
          Next: 'Ready',
          End: false,
        } as Partial<TaskState>),
        Ready: {
          Type: 'Choice',
          Choices: [{ Condition: '{% $states.input.n < 400 %}', Next: 'Wait' }],
          Default: 'Done',
        },
        Done: { Type: 'Succeed' },
      },
      { input: { n: 0 }, tasks: async ({ arguments: input }) => ({ n: (input as { n: number }).n + 1 }) },
    )
    await machine.after(2_000)
    expect(machine.output).toEqual({ n: 400 })
    expect(process.cpuUsage(started).user / 1e6).toBeLessThan(1)
  })
})
