import type { Json } from '../../json.ts'
import { Branch } from '../branch.ts'
import type { MapState } from '../definition.ts'
import { childController } from '../pause.ts'
import { StateError } from '../state-error.ts'
import { Variables } from '../variables.ts'
import type { Visit } from '../visit.ts'
import { recordCulprit, recordIterationLeft, recordLeft } from './open-states.ts'

interface Plan {
  items: readonly Json[]
  inputs: readonly Json[]
  /** Filled as iterations begin; those of an earlier attempt that ended well are left alone. */
  children: (Branch | undefined)[]
  concurrency: number
  toleratedCount: number | undefined
  toleratedPercentage: number | undefined
}

/** The iterations of one Map, run as its limits allow. */
export class Iterations {
  readonly #visit: Visit<MapState>
  readonly #plan: Plan
  readonly #controller: AbortController & Disposable
  readonly #waiting: number[]
  readonly #failed = new Set<Branch>()
  #failure: { thrown: unknown } | undefined

  constructor(visit: Visit<MapState>, plan: Plan) {
    this.#visit = visit
    this.#plan = plan
    this.#controller = childController(visit.signal)
    this.#waiting = plan.items.flatMap((_, index) => (plan.children[index]?.result ? [] : [index]))
  }

  /** Resolves when every iteration has ended; rejects when more have failed than is tolerated. */
  async run() {
    using _ = this.#controller
    const started = this.#visit.branch.previousEventId
    const slots = Math.min(this.#plan.concurrency, this.#waiting.length)
    await Promise.all(Array.from({ length: slots }, () => this.#workThrough(started)))
    this.#visit.signal.throwIfAborted()
    if (this.#failure) throw this.#failure.thrown
  }

  /** Takes one iteration after the other; each points back to the last state of the one that made room for it. */
  async #workThrough(started: number) {
    let previous = started
    for (let index = this.#waiting.shift(); index !== undefined; index = this.#waiting.shift()) {
      const branch = this.#begin(index, previous)
      // All iterations that can begin do so before the first of them goes on.
      await Promise.resolve()
      const endEventId = await this.#finish(index, branch)
      if (endEventId === undefined) return
      previous = branch.previousEventId
      this.#visit.branch.previousEventId = endEventId
    }
  }

  #begin(index: number, previous: number): Branch {
    const known = this.#plan.children[index]
    if (known) return known
    const { branch: outer, state } = this.#visit
    const mapIterationStartedEventDetails = this.#details(index)
    const begun = this.#visit.note('MapIterationStarted', previous, { mapIterationStartedEventDetails })
    const item = { index, value: this.#plan.items[index] ?? null }
    const branch = new Branch(state.ItemProcessor, this.#plan.inputs[index] ?? null, {
      variables: new Variables(outer.variables),
      previousEventId: begun,
      item,
    })
    this.#plan.children[index] = branch
    return branch
  }

  /** The id of the iteration's last event; undefined when the whole Map is over. */
  async #finish(index: number, branch: Branch): Promise<number | undefined> {
    const { signal } = this.#controller
    try {
      await this.#visit.run.perform(branch, signal)
      signal.throwIfAborted()
      const mapIterationSucceededEventDetails = this.#details(index)
      return this.#visit.note('MapIterationSucceeded', branch.previousEventId, { mapIterationSucceededEventDetails })
    } catch (thrown) {
      if (signal.aborted) return undefined
      if (thrown instanceof StateError && !thrown.isFatal) return this.#fail(index, branch, thrown)
      return this.#giveUp(thrown)
    }
  }

  #fail(index: number, culprit: Branch, failure: StateError): number | undefined {
    const mapIterationFailedEventDetails = this.#details(index)
    this.#visit.note('MapIterationFailed', culprit.previousEventId, { mapIterationFailedEventDetails })
    recordCulprit(this.#visit, culprit)
    this.#failed.add(culprit)
    if (this.#isTolerated()) return culprit.previousEventId
    this.#takeDown(culprit.previousEventId)
    return this.#giveUp(this.#hasTolerance ? exceeded() : failure)
  }

  #giveUp(thrown: unknown): undefined {
    this.#failure = { thrown }
    this.#controller.abort(thrown)
  }

  #takeDown(culpritEventId: number) {
    this.#visit.branch.previousEventId = culpritEventId
    for (const [index, branch] of this.#plan.children.entries()) {
      if (!branch || branch.result || this.#failed.has(branch)) continue
      recordIterationLeft(this.#visit, this.#details(index), culpritEventId)
      recordLeft(this.#visit, branch, culpritEventId)
    }
  }

  get #hasTolerance(): boolean {
    return this.#plan.toleratedCount !== undefined || this.#plan.toleratedPercentage !== undefined
  }

  /** Without any tolerance the first failure is one too many; with both kinds, neither may be exceeded. */
  #isTolerated(): boolean {
    const { toleratedCount, toleratedPercentage, items } = this.#plan
    if (!this.#hasTolerance || this.#failed.size > (toleratedCount ?? items.length)) return false
    return (this.#failed.size / items.length) * 100 <= (toleratedPercentage ?? 100)
  }

  #details(index: number) {
    return { name: this.#visit.name, index }
  }
}

const exceeded = () =>
  new StateError('States.ExceedToleratedFailureThreshold', 'The specified tolerated failure threshold was exceeded')
