import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '..', '..', 'statemachine')

export interface Retrier {
  ErrorEquals: string[]
  IntervalSeconds: number
  MaxAttempts: number
  MaxDelaySeconds?: number
  JitterStrategy?: string
}

export interface Catcher {
  ErrorEquals: string[]
  Next: string
}

/** The parts of a state that the tests look at. */
export interface State {
  Type: string
  Comment?: string
  Resource?: string
  Arguments?: { FunctionName?: string; Payload?: Record<string, unknown> }
  TimeoutSeconds?: number
  Retry?: Retrier[]
  Catch?: Catcher[]
  Assign?: Record<string, unknown>
  Branches?: Definition[]
  ItemProcessor?: Definition
  Next?: string
  Default?: string
  Choices?: { Condition: string; Next: string }[]
  Error?: string
  Cause?: string
}

export interface Definition {
  Comment?: string
  QueryLanguage?: string
  TimeoutSeconds?: number
  StartAt: string
  States: Record<string, State>
}

/** A state with where it stands: its machine, its name, and whether a Parallel or Map around it catches for it. */
export interface Placed {
  machine: string
  name: string
  state: State
  inner: boolean
}

/** Every machine of the folder by its file's name without the ending, such as `deploy`. */
export function machines(): Map<string, Definition> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.asl.json'))
  return new Map(files.map((file) => [file.slice(0, -'.asl.json'.length), JSON.parse(read(file)) as Definition]))
}

/** The text of a file of the folder, as it is in the partition `aws`. */
export function read(file: string): string {
  return readFileSync(join(folder, file), 'utf8').replaceAll(`\${Partition}`, 'aws')
}

/** Every state of every machine, those of branches included. */
export function allStates(): Placed[] {
  return [...machines()].flatMap(([machine, definition]) => statesOf(machine, definition, false))
}

function statesOf(machine: string, { States }: Definition, inner: boolean): Placed[] {
  return Object.entries(States).flatMap(([name, state]) => {
    const nested = [...(state.Branches ?? []), ...(state.ItemProcessor ? [state.ItemProcessor] : [])]
    return [{ machine, name, state, inner }, ...nested.flatMap((each) => statesOf(machine, each, true))]
  })
}

/** The step a state runs, if it runs one. */
export function stepOf({ Arguments }: State): string | undefined {
  return Arguments?.FunctionName?.match(/^\$\{(\w+)\}$/)?.[1]
}
