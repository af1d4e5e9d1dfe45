import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import validate from 'asl-validator'
import { reactions } from '../../lambdas/core/errors.ts'
import { allStates, machines, type Placed, type Retrier, type State } from './definition.ts'

const placed = allStates()
const tasks = placed.filter(({ state }) => state.Type === 'Task')
const lambdas = tasks.filter(({ state }) => state.Resource === 'arn:aws:states:::lambda:invoke')
const label = ({ machine, name }: Placed) => `${machine} ${name}`
const offenders = (wrong: (each: Placed) => boolean, among = placed) => among.filter(wrong).map(label)

describe('every definition', () => {
  test.each([...machines()])('%s is valid Amazon States Language', (_, definition) => {
    const { isValid, errorsText } = validate(definition)
    expect([isValid, isValid ? '' : errorsText()]).toEqual([true, ''])
  })

  test.each([...machines()])('%s is JSONata, says what it does, and ends by itself', (_, definition) => {
    expect(definition).toMatchObject({ QueryLanguage: 'JSONata', Comment: expect.any(String) })
    expect(definition.TimeoutSeconds).toBeGreaterThan(0)
  })

  test.each([...machines()])(
    '%s gives a variable its name in one scope only, since AWS refuses to shadow',
    (_, definition) => {
      const outer = assignedIn(Object.values(definition.States))
      const branches = Object.values(definition.States).flatMap(({ Branches = [] }) => Branches)
      const inner = branches.flatMap(({ States }) => assignedIn(Object.values(States)))
      expect(inner.filter((name) => outer.includes(name))).toEqual([])
    },
  )

  test.each([...machines().keys()])('%s names no partition, so that it runs in each', (name) => {
    const text = readFileSync(join(import.meta.dirname, '../../statemachine', `${name}.asl.json`), 'utf8')
    expect(text).not.toContain('arn:aws')
  })

  test.each([...machines()])('%s reads only variables that it assigns', (_, definition) => {
    const text = JSON.stringify(definition)
    const assigned = new Set(allAssigned(definition.States))
    const expressions = [...text.matchAll(/\{%(.*?)%\}/g)].map(([, body = '']) => body.replaceAll(/'[^']*'/g, "''"))
    const read = expressions.flatMap((body) =>
      [...body.matchAll(/\$([a-z]\w*)(?!\w*\()/gi)].map(([, name = '']) => name),
    )
    expect([...new Set(read)].filter((name) => name !== 'states' && !assigned.has(name))).toEqual([])
  })
})

describe('every state', () => {
  test('has a comment for whoever reads the console', () => {
    expect(offenders(({ state }) => !state.Comment)).toEqual([])
  })

  test('waits a fixed time only inside a loop that has a ceiling', () => {
    const waiting = placed.filter(({ state }) => state.Type === 'Wait')
    expect(waiting.filter((each) => !isBounded(each)).map(label)).toEqual([])
  })

  test('that waits is seen to have no ceiling where none but itself and a check lead to it', () => {
    const loop = { machine: 'endless', inner: false }
    const wait = { ...loop, name: 'Wait', state: { Type: 'Wait', Next: 'Check' } }
    const check = { ...loop, name: 'Check', state: { Type: 'Task', Next: 'Wait' } }
    expect(isBounded(wait, [wait, check])).toBe(false)
  })
})

describe('every task', () => {
  test('has a timeout', () => {
    expect(offenders(({ state }) => !state.TimeoutSeconds, tasks)).toEqual([])
  })

  test('has a Catch, or stands in a Parallel or Map that has one', () => {
    expect(offenders(({ state, inner }) => !inner && !state.Catch?.length, tasks)).toEqual([])
    const around = placed.filter(({ state, inner }) => !inner && (state.Type === 'Parallel' || state.Type === 'Map'))
    expect(offenders(({ state }) => !state.Catch?.length, around)).toEqual([])
  })

  test('retries with a limit on attempts and delays, and with full jitter unless it waits for minutes', () => {
    const isRight = ({ MaxAttempts, MaxDelaySeconds, JitterStrategy }: Retrier) =>
      MaxAttempts > 0 && MaxDelaySeconds && JitterStrategy === (MaxAttempts < 60 ? 'FULL' : 'NONE')
    expect(offenders(({ state }) => !state.Retry?.length || !state.Retry.every(isRight), tasks)).toEqual([])
  })

  test('of Lambda retries what Lambda itself fails with, and every error of ours whose reaction is retry', () => {
    const ours = Object.entries(reactions).flatMap(([name, reaction]) => (reaction === 'retry' ? [name] : []))
    const wanted = [...lambdaErrors, 'Lambda.Unknown', 'States.Timeout', ...ours]
    const lacking = lambdas.flatMap((each) => {
      const retried = each.state.Retry?.flatMap(({ ErrorEquals }) => ErrorEquals) ?? []
      return wanted.filter((name) => !retried.includes(name)).map((name) => `${label(each)} ${name}`)
    })
    expect(lacking).toEqual([])
  })

  test('of Lambda retries no error of ours whose reaction is to stop', () => {
    const stops = Object.entries(reactions).flatMap(([name, reaction]) => (reaction === 'stop' ? [name] : []))
    const retried = lambdas.flatMap((each) =>
      (each.state.Retry ?? []).flatMap(({ ErrorEquals }) => ErrorEquals).map((name) => ({ each, name })),
    )
    const wrong = retried.filter(({ name }) => stops.includes(name)).map(({ each, name }) => `${label(each)} ${name}`)
    expect(wrong).toEqual([])
  })

  test('of Lambda retries as every other does, but for the attempts and the jitter after errors of ours', () => {
    const retries = lambdas.map(({ state }) =>
      state.Retry?.map((each) =>
        each.ErrorEquals.includes('InUse') ? { ...each, MaxAttempts: 'its own', JitterStrategy: 'its own' } : each,
      ),
    )
    expect(new Set(retries.map((each) => JSON.stringify(each))).size).toBe(1)
  })

  test('that starts an execution retries as every other does', () => {
    const nested = tasks.filter(({ state }) => state.Resource?.includes('states:startExecution'))
    expect(nested.length).toBeGreaterThan(3)
    expect(new Set(nested.map(({ state }) => JSON.stringify(state.Retry))).size).toBe(1)
  })

  test('names States.ALL alone and last', () => {
    const lists = tasks.flatMap(({ state }) => [state.Retry ?? [], state.Catch ?? []])
    const misplaced = lists.filter((list) =>
      list.some(
        ({ ErrorEquals }, index) =>
          ErrorEquals.includes('States.ALL') && (ErrorEquals.length > 1 || index < list.length - 1),
      ),
    )
    expect(misplaced).toEqual([])
  })
})

/** Whether only choices lead to a waiting state, and each has another way out; by default, two: done, or time over. */
function isBounded({ machine, name }: Placed, among = placed): boolean {
  const leading = among.filter((each) => each.machine === machine && waysOut(each.state).includes(name))
  return leading.length > 0 && leading.every(({ state }) => otherWays(state, name) >= (state.Default === name ? 2 : 1))
}

function otherWays(state: State, name: string): number {
  return state.Type === 'Choice' ? waysOut(state).filter((each) => each !== name).length : 0
}

function waysOut({ Next, Default, Choices = [], Catch = [] }: State): string[] {
  return [Next, Default, ...[...Choices, ...Catch].map((each) => each.Next)].filter((each) => each !== undefined)
}

const lambdaErrors = [
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
]

function assignedIn(states: State[]): string[] {
  const assigns = states.flatMap(({ Assign = {}, Catch = [], Choices = [] }) => [
    Assign,
    ...[...Catch, ...Choices].map((each) => (each as { Assign?: Record<string, unknown> }).Assign ?? {}),
  ])
  return assigns.flatMap((assign) => Object.keys(assign))
}

function allAssigned(states: Record<string, State>): string[] {
  const nested = Object.values(states).flatMap(({ Branches = [], ItemProcessor }) => [
    ...Branches,
    ...(ItemProcessor ? [ItemProcessor] : []),
  ])
  return [...assignedIn(Object.values(states)), ...nested.flatMap(({ States }) => allAssigned(States))]
}
