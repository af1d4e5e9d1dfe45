import { describe, expect, test } from '@jest/globals'
import type { State } from '../../../local/asl/definition.ts'
import { StateError } from '../../../local/asl/state-error.ts'
import type { Json } from '../../../local/json.ts'
import { invoke, run } from './machine-run.ts'

const done: State = { Type: 'Succeed' }

describe('Pass', () => {
  test('hands its input on, and its events form a chain that starts at 0', async () => {
    const { events } = await run({ A: { Type: 'Pass', End: true } }, { input: { n: 1 } })
    expect(events.map(({ timestamp: _, ...event }) => event)).toEqual([
      {
        id: 1,
        previousEventId: 0,
        type: 'ExecutionStarted',
        executionStartedEventDetails: {
          input: '{"n":1}',
          inputDetails: { truncated: false },
          roleArn: 'arn:aws:iam::123456789012:role/r',
        },
      },
      {
        id: 2,
        previousEventId: 0,
        type: 'PassStateEntered',
        stateEnteredEventDetails: { name: 'A', input: '{"n":1}', inputDetails: { truncated: false } },
      },
      {
        id: 3,
        previousEventId: 2,
        type: 'PassStateExited',
        stateExitedEventDetails: { name: 'A', output: '{"n":1}', outputDetails: { truncated: false } },
      },
      {
        id: 4,
        previousEventId: 3,
        type: 'ExecutionSucceeded',
        executionSucceededEventDetails: { output: '{"n":1}', outputDetails: { truncated: false } },
      },
    ])
  })

  test('gives what its Output makes, and shows what it assigned as JSON text', async () => {
    const machine = await run(
      {
        A: {
          Type: 'Pass',
          Assign: { x: '{% $states.input.n * 2 %}', s: 'text' },
          Output: { y: [1, '{% $states.input.n %}'] },
          End: true,
        },
      },
      { input: { n: 4 } },
    )
    expect(machine.output).toEqual({ y: [1, 4] })
    expect(machine.events[2]?.stateExitedEventDetails).toMatchObject({
      assignedVariables: { x: '8', s: '"text"' },
      assignedVariablesDetails: { truncated: false },
    })
  })
})

describe('variables', () => {
  test('an Output does not see what the same state assigns, the next state does', async () => {
    const machine = await run({
      A: { Type: 'Pass', Assign: { x: 1 }, Next: 'B' },
      B: { Type: 'Pass', Assign: { x: '{% $x + 1 %}' }, Output: { before: '{% $x %}' }, Next: 'C' },
      C: { Type: 'Pass', Output: { before: '{% $states.input.before %}', after: '{% $x %}' }, End: true },
    })
    expect(machine.output).toEqual({ before: 1, after: 2 })
  })

  test('branches read the variables around them and keep their own to themselves', async () => {
    const inside = (name: string) => ({
      StartAt: name,
      States: {
        [name]: { Type: 'Pass', Assign: { own: '{% $outer + 1 %}' }, Next: `${name}2` },
        [`${name}2`]: { Type: 'Pass', Output: '{% $own + $outer %}', End: true },
      } satisfies Record<string, State>,
    })
    const machine = await run({
      A: { Type: 'Pass', Assign: { outer: 10 }, Next: 'P' },
      P: { Type: 'Parallel', Branches: [inside('X'), inside('Y')], Next: 'Z' },
      Z: { Type: 'Pass', Output: { results: '{% $states.input %}', leaked: '{% $exists($own) %}' }, End: true },
    })
    expect(machine.output).toEqual({ results: [21, 21], leaked: false })
  })
})

describe('Wait', () => {
  test('takes its seconds on the cloud clock', async () => {
    const machine = await run(
      { W: { Type: 'Wait', Seconds: '{% $states.input.n %}', End: true } },
      { input: { n: 90 } },
    )
    await machine.after(89)
    expect(machine.ending).toBeUndefined()
    await machine.after(1)
    expect(machine.output).toEqual({ n: 90 })
    expect(machine.types).toEqual(['ExecutionStarted', 'WaitStateEntered', 'WaitStateExited', 'ExecutionSucceeded'])
  })

  test('waits until a timestamp, and not at all for one that has passed', async () => {
    const machine = await run({
      W: { Type: 'Wait', Timestamp: '2026-01-01T00:01:00Z', Next: 'V' },
      V: { Type: 'Wait', Timestamp: '2020-01-01T00:00:00Z', End: true },
    })
    await machine.after(60)
    expect(machine.secondsOf('WaitStateExited')).toEqual([60, 60])
  })

  test.each<[string, Json, string]>([
    ['a string', 'soon', `returned an unexpected result type. Expected 'number', but was 'string' for value: "soon"`],
    ['half a second', 0.5, 'The Seconds field cannot be parsed as an integer: 0.5'],
    ['less than nothing', -1, 'The Seconds field must be between 0 and 99999999: -1'],
  ])('refuses %s as seconds', async (_, n, words) => {
    const machine = await run({ W: { Type: 'Wait', Seconds: '{% $states.input.n %}', End: true } }, { input: { n } })
    expect(machine.ending).toMatchObject({
      status: 'FAILED',
      error: 'States.QueryEvaluationError',
      cause: expect.stringContaining(words),
    })
  })
})

describe('Choice', () => {
  const choose = (input: Json, more: Partial<State> = {}) =>
    run(
      {
        C: {
          Type: 'Choice',
          Choices: [
            { Condition: '{% $states.input.n > 10 %}', Next: 'Big', Output: 'big', Assign: { size: 'L' } },
            { Condition: '{% $states.input.n > 5 %}', Next: 'Big' },
          ],
          ...more,
        } as State,
        Big: { Type: 'Pass', End: true },
        Small: { Type: 'Pass', Output: '{% $size %}', End: true },
      },
      { input },
    )

  test('takes the first rule that holds, with its own Output', async () => {
    expect((await choose({ n: 11 })).output).toBe('big')
    expect((await choose({ n: 6 })).output).toEqual({ n: 6 })
  })

  test('takes the default with the Assign of the state', async () => {
    const machine = await choose({ n: 1 }, { Default: 'Small', Assign: { size: 'S' } })
    expect(machine.output).toBe('S')
  })

  test('without a default, no match ends the execution in the words of AWS', async () => {
    const { events } = await choose({ n: 1 })
    expect(events.at(-1)?.executionFailedEventDetails).toEqual({
      error: 'States.Runtime',
      cause:
        "An error occurred while executing the state 'C' (entered at the event id #2). Failed to transition out of the state. The state does not point to a next state.",
    })
  })

  test('a condition that is no boolean is an error naming the rule', async () => {
    const { events } = await choose({ n: 'x' }, { Choices: [{ Condition: '{% $states.input.n %}', Next: 'Big' }] })
    expect(events[2]?.evaluationFailedEventDetails).toMatchObject({ location: 'Choices[0]/Condition', state: 'C' })
  })
})

describe('Succeed and Fail', () => {
  test('Succeed ends the machine with its Output', async () => {
    expect((await run({ S: { Type: 'Succeed', Output: { ok: true } } })).output).toEqual({ ok: true })
  })

  test('Fail ends it with an error and cause that may be expressions', async () => {
    const machine = await run(
      { F: { Type: 'Fail', Error: '{% $states.input.e %}', Cause: 'because' } },
      { input: { e: 'Mine' } },
    )
    expect(machine.ending).toEqual({ status: 'FAILED', error: 'Mine', cause: 'because' })
    expect(machine.types).toEqual(['ExecutionStarted', 'FailStateEntered', 'ExecutionFailed'])
    expect(machine.previousIds).toEqual([0, 0, 2])
  })

  test('Fail needs neither', async () => {
    expect((await run({ F: { Type: 'Fail' } })).events.at(-1)?.executionFailedEventDetails).toEqual({})
  })
})

describe('Task', () => {
  test('records what it asks for and what it gets', async () => {
    const machine = await run(
      {
        T: {
          Type: 'Task',
          Resource: invoke,
          Arguments: { FunctionName: 'f', Payload: '{% $states.input %}' },
          TimeoutSeconds: '{% 60 %}',
          Output: '{% $states.result.Payload %}',
          End: true,
        },
      },
      { input: { a: 1 }, tasks: async () => ({ Payload: { b: 2 } }) },
    )
    expect(machine.output).toEqual({ b: 2 })
    expect(machine.types).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ])
    expect(machine.events[2]?.taskScheduledEventDetails).toEqual({
      resourceType: 'lambda',
      resource: 'invoke',
      region: 'us-west-2',
      parameters: '{"FunctionName":"f","Payload":{"a":1}}',
      timeoutInSeconds: 60,
    })
    expect(machine.events[3]?.taskStartedEventDetails).toEqual({ resourceType: 'lambda', resource: 'invoke' })
    expect(machine.events[4]?.taskSucceededEventDetails).toEqual({
      resourceType: 'lambda',
      resource: 'invoke',
      output: '{"Payload":{"b":2}}',
      outputDetails: { truncated: false },
    })
  })

  test('a function called by its ARN has events of its own', async () => {
    const arn = 'arn:aws:lambda:us-west-2:123456789012:function:f'
    const machine = await run(
      { T: { Type: 'Task', Resource: arn, TimeoutSeconds: 5, End: true } },
      { input: [1], tasks: async () => 7 },
    )
    expect(machine.types.slice(2, 5)).toEqual([
      'LambdaFunctionScheduled',
      'LambdaFunctionStarted',
      'LambdaFunctionSucceeded',
    ])
    expect(machine.events[2]?.lambdaFunctionScheduledEventDetails).toEqual({
      resource: arn,
      input: '[1]',
      inputDetails: { truncated: false },
      timeoutInSeconds: 5,
    })
  })

  test('work that is waited for is first submitted; when that fails the event says so', async () => {
    const resource = 'arn:aws:states:::states:startExecution.sync:2'
    const good = await run(
      { T: { Type: 'Task', Resource: resource, End: true } },
      {
        tasks: async ({ submitted }) => {
          submitted({ ExecutionArn: 'x' })
          return { Output: 1 }
        },
      },
    )
    expect(good.types.slice(3, 6)).toEqual(['TaskStarted', 'TaskSubmitted', 'TaskSucceeded'])
    expect(good.events[4]?.taskSubmittedEventDetails).toMatchObject({
      resource: 'startExecution.sync:2',
      output: '{"ExecutionArn":"x"}',
    })
    const bad = await run(
      { T: { Type: 'Task', Resource: resource, End: true } },
      { tasks: async () => Promise.reject(new StateError('E', 'c')) },
    )
    expect(bad.types.slice(3)).toEqual(['TaskStarted', 'TaskSubmitFailed', 'ExecutionFailed'])
  })

  test('a token is in the context object of tasks that wait for it, and nowhere else', async () => {
    const machine = await run({
      T: {
        Type: 'Task',
        Resource: `${invoke}.waitForTaskToken`,
        Arguments: { Payload: '{% $states.context.Task.Token %}' },
        Next: 'U',
      },
      U: { Type: 'Task', Resource: invoke, Arguments: { has: '{% $exists($states.context.Task) %}' }, End: true },
    })
    expect(machine.calls[0]?.arguments).toEqual({ Payload: machine.calls[0]?.token })
    expect(machine.calls[0]?.token).toMatch(/^[\w-]{520}$/)
    expect(machine.calls[1]).toMatchObject({ token: undefined, arguments: { has: false } })
  })
})

describe('the context object', () => {
  test('says what AWS says, with retries counted', async () => {
    let attempts = 0
    const machine = await run(
      {
        T: {
          Type: 'Task',
          Resource: invoke,
          Arguments: '{% $states.context %}',
          Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 2 }],
          End: true,
        },
      },
      { input: { i: 1 }, tasks: async () => (attempts++ === 0 ? Promise.reject(new StateError('E')) : {}) },
    )
    await machine.after(2)
    expect(machine.calls[1]?.arguments).toEqual({
      Execution: {
        Id: 'arn:aws:states:us-west-2:123456789012:execution:m:e',
        Input: { i: 1 },
        StartTime: '2026-01-01T00:00:00.000Z',
        Name: 'e',
        RoleArn: 'arn:aws:iam::123456789012:role/r',
        RedriveCount: 0,
      },
      StateMachine: { Id: 'arn:aws:states:us-west-2:123456789012:stateMachine:m', Name: 'm' },
      State: { Name: 'T', EnteredTime: '2026-01-01T00:00:00.000Z', RetryCount: 1 },
    })
  })

  test('a Pass has no retry count; time is that of the cloud', async () => {
    const machine = await run({
      W: { Type: 'Wait', Seconds: 3600, Next: 'P' },
      P: {
        Type: 'Pass',
        Output: { state: '{% $states.context.State %}', now: '{% $now() %}', millis: '{% $millis() %}' },
        End: true,
      },
    })
    await machine.after(3600)
    expect(machine.output).toEqual({
      state: { Name: 'P', EnteredTime: '2026-01-01T01:00:00.000Z' },
      now: '2026-01-01T01:00:00.000Z',
      millis: Date.parse('2026-01-01T01:00:00Z'),
    })
  })
})

describe('Parallel', () => {
  test('gathers the outputs of its branches in order; chains split at the start and join at the last event', async () => {
    const machine = await run({
      P: {
        Type: 'Parallel',
        Arguments: { n: 1 },
        Branches: [
          { StartAt: 'A', States: { A: { Type: 'Wait', Seconds: 5, End: true } } },
          { StartAt: 'B', States: { B: { Type: 'Pass', Output: 'b', End: true } } },
        ],
        Next: 'Done',
      },
      Done: done,
    })
    await machine.after(5)
    expect(machine.output).toEqual([{ n: 1 }, 'b'])
    expect(machine.events.map(({ id, previousEventId, type }) => `${id}<${previousEventId} ${type}`)).toEqual([
      '1<0 ExecutionStarted',
      '2<0 ParallelStateEntered',
      '3<2 ParallelStateStarted',
      '4<3 WaitStateEntered',
      '5<3 PassStateEntered',
      '6<5 PassStateExited',
      '7<4 WaitStateExited',
      '8<7 ParallelStateSucceeded',
      '9<7 ParallelStateExited',
      '10<9 SucceedStateEntered',
      '11<10 SucceedStateExited',
      '12<11 ExecutionSucceeded',
    ])
  })
})

describe('Map', () => {
  const each = (more: object = {}): State => ({
    Type: 'Map',
    Items: '{% $states.input.items %}',
    ItemProcessor: { StartAt: 'I', States: { I: { Type: 'Wait', Seconds: 1, End: true } } },
    End: true,
    ...more,
  })

  test('runs as many iterations at once as MaxConcurrency lets it', async () => {
    const machine = await run({ M: each({ MaxConcurrency: 2 }) }, { input: { items: [1, 2, 3] } })
    expect(machine.types.filter((type) => type === 'MapIterationStarted')).toHaveLength(2)
    await machine.after(1)
    await machine.after(1)
    expect(machine.output).toEqual([1, 2, 3])
    expect(machine.secondsOf('MapIterationStarted')).toEqual([0, 0, 1])
    expect(machine.events[2]).toMatchObject({ type: 'MapStateStarted', mapStateStartedEventDetails: { length: 3 } })
    expect(machine.events[3]).toMatchObject({
      previousEventId: 3,
      mapIterationStartedEventDetails: { name: 'M', index: 0 },
    })
    expect(machine.events[4]).toMatchObject({ previousEventId: 3, type: 'MapIterationStarted' })
  })

  test('an iteration that follows another points to its last state, the Map to its last iteration', async () => {
    const machine = await run(
      { M: each({ MaxConcurrency: 1, ItemProcessor: { StartAt: 'I', States: { I: { Type: 'Pass', End: true } } } }) },
      { input: { items: [1, 2] } },
    )
    expect(machine.events.slice(3).map(({ id, previousEventId, type }) => `${id}<${previousEventId} ${type}`)).toEqual([
      '4<3 MapIterationStarted',
      '5<4 PassStateEntered',
      '6<5 PassStateExited',
      '7<6 MapIterationSucceeded',
      '8<6 MapIterationStarted',
      '9<8 PassStateEntered',
      '10<9 PassStateExited',
      '11<10 MapIterationSucceeded',
      '12<11 MapStateSucceeded',
      '13<11 MapStateExited',
      '14<13 ExecutionSucceeded',
    ])
  })

  test('an ItemSelector sees each item and its index; 40 run at once when nothing is said', async () => {
    const machine = await run(
      {
        M: each({
          ItemSelector: {
            at: '{% $states.context.Map.Item.Index %}',
            of: '{% $states.context.Map.Item.Value %}',
            all: '{% $count($states.input.items) %}',
          },
        }),
      },
      { input: { items: Array.from({ length: 50 }, (_, index) => index * 10) } },
    )
    expect(machine.types.filter((type) => type === 'WaitStateEntered')).toHaveLength(40)
    await machine.after(2)
    expect((machine.output as Json[])[49]).toEqual({ at: 49, of: 490, all: 50 })
  })

  test('states of an iteration know their item too', async () => {
    const inside = {
      StartAt: 'I',
      States: { I: { Type: 'Pass', Output: '{% $states.context.Map.Item.Value + 1 %}', End: true } },
    }
    expect((await run({ M: each({ ItemProcessor: inside }) }, { input: { items: [1, 2] } })).output).toEqual([2, 3])
  })

  test('without Items it takes its input, which must be an array; none of them is fine', async () => {
    const { Items: _, ...states } = each() as State & { Items: unknown }
    const empty = await run({ M: states as State }, { input: [] })
    expect(empty.previousIds).toEqual([0, 0, 2, 3, 3, 5])
    expect((await run({ M: states as State }, { input: {} })).ending).toMatchObject({
      error: 'States.QueryEvaluationError',
    })
  })
})
