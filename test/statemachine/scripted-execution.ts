import type { StateMachineDefinition } from '../../local/asl/definition.ts'
import { type Ending, Execution } from '../../local/asl/execution.ts'
import { StateError } from '../../local/asl/state-error.ts'
import type { TaskCall } from '../../local/asl/task-runner.ts'
import { ManualClock } from '../../local/clock.ts'
import { isObject, type Json } from '../../local/json.ts'
import { read } from './definition.ts'

/** What a step answers, given how many seconds the execution has run; throw `failure(…)` to fail. */
export type Script = Record<string, (seconds: number, payload: Record<string, Json>) => Json>

/** A step or nested execution that ran: its name, and when it began, in seconds from the start. */
export interface Call {
  name: string
  seconds: number
  payload: Json
  /** What a nested execution is called. */
  child?: string
}

export interface Outcome {
  ending: Ending
  calls: Call[]
  /** The names of what ran, in order. */
  names: string[]
  seconds: number
  historyEvents: number
}

/** How Lambda reports what a step threw. */
export function failure(error: string, message: string): StateError {
  return new StateError(error, JSON.stringify({ errorType: error, errorMessage: message }))
}

/**
 * Runs a definition of ours in the interpreter of the local cloud on a clock of its own: every step answers as the
 * script says, after `stepSeconds`. Nested executions are steps named after their machine, such as `TeardownMachine`.
 */
export async function runScript(
  file: string,
  script: Script,
  input: Json = {},
  stepSeconds = 0,
  called = 'run',
): Promise<Outcome> {
  const clock = new ManualClock(Date.parse('2026-01-01T00:00:00Z'))
  const start = clock.now()
  const calls: Call[] = []
  const secondsSoFar = () => (clock.now() - start) / 1000
  const answer = async ({ arguments: given, signal }: TaskCall): Promise<Json> => {
    const { FunctionName, StateMachineArn, Name, Payload, Input } = isObject(given) ? given : {}
    const name = String(FunctionName ?? StateMachineArn).replace(/^.*:/, '')
    const payload = (Payload ?? Input ?? {}) as Record<string, Json>
    calls.push({ name, seconds: secondsSoFar(), payload, ...(Name === undefined ? {} : { child: String(Name) }) })
    if (stepSeconds) await clock.sleep(stepSeconds * 1000, signal)
    const result = script[name]?.(secondsSoFar(), payload) ?? {}
    return FunctionName ? { Payload: result } : { Output: result }
  }
  const execution = new Execution({
    definition: definitionOf(file),
    input,
    identity: identityAt(start, called),
    region: 'us-west-2',
    clock,
    tasks: answer,
    // What full jitter makes of a pause on average.
    random: () => 0.5,
    onDefect: (thrown) => {
      throw thrown
    },
  })
  let ending: Ending | undefined
  void execution.start().then((end) => {
    ending = end
  })
  while (!ending) await clock.advance(60_000)
  const { events } = execution.history
  const stopped = events.at(-1)?.timestamp?.getTime() ?? 0
  const names = calls.map(({ name }) => name)
  return { ending, calls, names, seconds: (stopped - start) / 1000, historyEvents: events.length }
}

export const executionArn = 'arn:aws:states:us-west-2:123456789012:execution:Machine:run'

function identityAt(startedAt: number, name: string) {
  return {
    arn: executionArn,
    name,
    roleArn: 'arn:aws:iam::123456789012:role/machine',
    stateMachine: { arn: 'arn:aws:states:us-west-2:123456789012:stateMachine:Machine', name: 'Machine' },
    startedAt,
    redriveCount: 0,
  }
}

/** The definition with the names of steps and machines where the stack puts ARNs. */
export function definitionOf(file: string): StateMachineDefinition {
  return JSON.parse(read(file).replaceAll(/\$\{(\w+)\}/g, '$1')) as StateMachineDefinition
}
