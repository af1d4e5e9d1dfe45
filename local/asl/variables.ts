import type { Json, JsonObject } from '../json.ts'
import { fits, requireFits, variablesBytes } from './limits.ts'
import { StateError } from './state-error.ts'
import { textOf } from './text-of.ts'

/**
 * The variables one line of states has assigned. It reads those of the lines around it, never changes them,
 * and takes its own with it when it ends. Source: Step Functions, Passing data between states with variables.
 */
export class Variables {
  readonly #outer: Variables | undefined
  #own: Record<string, Json> = {}
  #all: Record<string, Json> | undefined

  constructor(outer?: Variables) {
    this.#outer = outer
  }

  /** Every variable in sight. Lines around this one stand still while it runs, so theirs are copied once. */
  get all(): Record<string, Json> {
    this.#all ??= { ...this.#outer?.all, ...this.#own }
    return this.#all
  }

  assign(values: JsonObject) {
    this.#own = { ...this.#own, ...values }
    this.#all = undefined
  }

  /** Throws `States.DataLimitExceeded` unless there is room for what a state would assign. */
  requireRoom(values: JsonObject, stateName: string) {
    requireFits(values, stateName)
    const text = Object.values({ ...this.all, ...values })
      .map(textOf)
      .join('')
    if (fits(text, variablesBytes)) return
    throw new StateError('States.DataLimitExceeded', `The variables of the state '${stateName}' exceed 10 MiB.`)
  }
}
