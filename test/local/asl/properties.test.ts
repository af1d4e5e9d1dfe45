import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Retrier, State, StateGroup } from '../../../local/asl/definition.ts'
import { StateError } from '../../../local/asl/state-error.ts'
import type { Json } from '../../../local/json.ts'
import { invoke, MachineRun, run } from './machine-run.ts'

/** What a machine does, so simply said that its output is known beforehand. */
type Step =
  | { does: 'pass' }
  | { does: 'wrap' }
  | { does: 'wait'; seconds: number }
  | { does: 'skip'; steps: Step[] }
  | { does: 'task'; seconds: number; failures: number }
  | { does: 'parallel'; branches: Step[][] }
  | { does: 'map'; items: Json[]; concurrency: number; steps: Step[] }

const json = fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value)) as Json)
const seconds = fc.integer({ min: 0, max: 9 })

const { steps: programs } = fc.letrec<{ step: Step; steps: Step[] }>((tie) => ({
  steps: fc.array(tie('step'), { minLength: 1, maxLength: 4, depthIdentifier: 'steps' }),
  step: fc.oneof(
    { depthIdentifier: 'steps', maxDepth: 2, depthSize: 'small' },
    fc.record({ does: fc.constant('pass' as const) }),
    fc.record({ does: fc.constant('wrap' as const) }),
    fc.record({ does: fc.constant('wait' as const), seconds }),
    fc.record({ does: fc.constant('task' as const), seconds, failures: fc.integer({ min: 0, max: 2 }) }),
    fc.record({ does: fc.constant('skip' as const), steps: tie('steps') }),
    fc.record({
      does: fc.constant('parallel' as const),
      branches: fc.array(tie('steps'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      does: fc.constant('map' as const),
      items: fc.array(json, { maxLength: 4 }),
      concurrency: fc.integer({ min: 0, max: 2 }),
      steps: tie('steps'),
    }),
  ),
}))

/** What the steps make of an input. */
function outcome(steps: readonly Step[], input: Json): Json {
  return steps.reduce<Json>((value, step) => {
    if (step.does === 'wrap') return { wrapped: [value] }
    if (step.does === 'parallel') return step.branches.map((branch) => outcome(branch, value))
    if (step.does === 'map') return [value, ...step.items].map((item) => outcome(step.steps, item))
    return value
  }, input)
}

/** The steps as states, whose names are unique in the machine. */
function groupOf(steps: readonly Step[], names = numbered()): StateGroup {
  const states: StateGroup['States'] = {}
  const own = steps.map(() => names())
  const add = (name: string, state: object, Next: string | undefined) => {
    states[name] = { ...state, ...(Next === undefined ? { End: true } : { Next }) } as State
  }
  for (const [index, step] of steps.entries()) {
    const [name = '', next] = own.slice(index)
    if (step.does !== 'skip') add(name, stateOf(step, names), next)
    else {
      const [skipped, after] = [groupOf(step.steps, names), next ?? names()]
      states[name] = { Type: 'Choice', Choices: [{ Condition: '{% false %}', Next: skipped.StartAt }], Default: after }
      if (next === undefined) states[after] = { Type: 'Succeed' }
      Object.assign(states, skipped.States)
    }
  }
  return { StartAt: own[0] ?? '', States: states }
}

function numbered() {
  let count = 0
  return () => `S${++count}`
}

const Retry: Retrier[] = [{ ErrorEquals: ['Again'], IntervalSeconds: 1, MaxAttempts: 2, BackoffRate: 1 }]

function stateOf(step: Exclude<Step, { does: 'skip' }>, names: () => string): object {
  switch (step.does) {
    case 'pass':
      return { Type: 'Pass' }
    case 'wrap':
      return { Type: 'Pass', Output: { wrapped: ['{% $states.input %}'] } }
    case 'wait':
      return { Type: 'Wait', Seconds: step.seconds }
    case 'task':
      return {
        Type: 'Task',
        Resource: invoke,
        Arguments: {
          value: '{% $states.input %}',
          seconds: step.seconds,
          failures: step.failures,
          attempt: '{% $states.context.State.RetryCount %}',
        },
        Retry,
      }
    case 'parallel':
      return { Type: 'Parallel', Branches: step.branches.map((branch) => groupOf(branch, names)) }
    case 'map':
      return {
        Type: 'Map',
        Items: ['{% $states.input %}', ...step.items],
        MaxConcurrency: step.concurrency,
        ItemProcessor: groupOf(step.steps, names),
      }
  }
}

interface Work {
  value: Json
  seconds: number
  failures: number
  attempt: number
}

async function carryOut(steps: Step[], input: Json): Promise<MachineRun> {
  const { States } = groupOf(steps)
  const machine: MachineRun = new MachineRun(States, {
    input,
    tasks: async (call) => {
      const { value, seconds, failures, attempt } = call.arguments as unknown as Work
      await machine.clock.sleep(seconds * 1000, call.signal)
      if (attempt < failures) throw new StateError('Again', 'not yet')
      return value
    },
  })
  return machine.after(10_000)
}

describe('any machine', () => {
  const runs = { numRuns: 150 }

  test('hands its data through as it says', () =>
    fc.assert(
      fc.asyncProperty(programs, json, async (steps, input) => {
        const machine = await carryOut(steps, input)
        expect(machine.defects).toEqual([])
        expect(machine.output).toEqual(outcome(steps, input))
      }),
      runs,
    ))

  test('has a history whose events are numbered one by one, each after one that came before', () =>
    fc.assert(
      fc.asyncProperty(programs, async (steps) => {
        const { events } = await carryOut(steps, {})
        expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => index + 1))
        for (const { id = 0, previousEventId = 0 } of events.slice(2)) {
          expect(previousEventId).toBeLessThan(id)
          expect(previousEventId).toBeGreaterThan(0)
        }
        const times = events.map(({ timestamp }) => timestamp?.getTime() ?? 0)
        expect(times).toEqual([...times].sort((one, other) => one - other))
      }),
      runs,
    ))

  test('leaves each state it enters, as often as it enters it', () =>
    fc.assert(
      fc.asyncProperty(programs, async (steps) => {
        const { events } = await carryOut(steps, {})
        const entered = events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? [])
        const exited = events.flatMap(({ stateExitedEventDetails }) => stateExitedEventDetails?.name ?? [])
        expect(exited.sort()).toEqual(entered.sort())
      }),
      runs,
    ))

  test('that is stopped at any time ends there, and goes on from there when redriven', () =>
    fc.assert(
      fc.asyncProperty(programs, json, fc.integer({ min: 0, max: 20 }), async (steps, input, at) => {
        const { States } = groupOf(steps)
        const machine = new MachineRun(States, {
          input,
          tasks: async (call) => (call.arguments as unknown as Work).value,
        })
        await machine.after(at)
        if (machine.ending) return
        machine.execution.stop()
        await machine.after(100)
        expect(machine.types.at(-1)).toBe('ExecutionAborted')
        machine.watch(machine.execution.redrive())
        await machine.after(10_000)
        expect(machine.output).toEqual(outcome(steps, input))
        expect(machine.events.map(({ id }) => id)).toEqual(machine.events.map((_, index) => index + 1))
      }),
      runs,
    ))
})

describe('any Retry', () => {
  const retriers = fc.record({
    IntervalSeconds: fc.integer({ min: 1, max: 20 }),
    MaxAttempts: fc.integer({ min: 0, max: 5 }),
    BackoffRate: fc.double({ min: 1, max: 3, noNaN: true }),
    MaxDelaySeconds: fc.integer({ min: 21, max: 60 }),
    JitterStrategy: fc.constantFrom('FULL' as const, 'NONE' as const),
  })

  test('waits within its bounds, as often as it may', () =>
    fc.assert(
      fc.asyncProperty(retriers, fc.double({ min: 0, max: 0.999, noNaN: true }), async (retrier, chance) => {
        const machine = await run(
          {
            T: {
              Type: 'Task',
              Resource: invoke,
              Arguments: {},
              Retry: [{ ErrorEquals: ['E'], ...retrier }],
              End: true,
            },
          },
          { random: () => chance, tasks: () => Promise.reject(new StateError('E', 'c')) },
        )
        await machine.after(1_000)
        const at = machine.secondsOf('TaskScheduled')
        expect(at).toHaveLength(retrier.MaxAttempts + 1)
        for (const [index, time] of at.slice(1).entries()) {
          const longest = Math.min(retrier.IntervalSeconds * retrier.BackoffRate ** index, retrier.MaxDelaySeconds)
          const share = retrier.JitterStrategy === 'FULL' ? chance : 1
          expect(Math.abs(time - (at[index] ?? 0) - longest * share)).toBeLessThanOrEqual(1)
        }
      }),
    ))
})
