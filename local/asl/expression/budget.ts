/** Wall time one expression may take. AWS bounds it too, without saying by how much. */
const longestMilliseconds = 5_000
/** Nested evaluations, parallel members of one constructor counted as nested: far above any honest expression. */
const deepest = 30_000
/** Elements of all ranges one expression makes. AWS bounds memory, without saying by how much. */
export const rangeElements = 1_000_000

/** What AWS says of an expression that takes too long. */
export const timeoutWords = 'Expression evaluation timeout: Check for infinite loop'

/** What AWS says of an expression that takes too much memory. */
export const memoryWords = 'Expression evaluation memory limit exceeded: Check for excessive memory usage'

/** The name a budget is bound to: no expression can spell it. */
export const budgetName = ' budget'

/** Where JSONata looks up what a name is bound to. */
export interface Environment {
  lookup(name: string): Budget | undefined
}

/** The budget of the evaluation that an environment belongs to; none for what the cloud itself evaluates. */
export const budgetOf = (environment: Environment) => environment.lookup(budgetName)

/** What one evaluation may cost, so that an endless or greedy expression fails its state and not the whole cloud. */
export class Budget {
  readonly #deadline: number
  #depth = 0
  #elements = 0

  constructor(milliseconds = longestMilliseconds) {
    this.#deadline = performance.now() + milliseconds
  }

  /** To be called before each step of the evaluation. Throws with AWS's words when there were too many. */
  enter() {
    if (++this.#depth > deepest)
      throw new Error(
        'Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive',
      )
    // Every time, since a single step may take as long as a thousand others.
    if (performance.now() > this.#deadline) throw new Error(timeoutWords)
  }

  /** To be called after each step. */
  exit() {
    this.#depth--
  }

  /** To be called for each range made. Throws with AWS's words when they are too long together. */
  spend(elements: number) {
    this.#elements += elements
    if (this.#elements > rangeElements) throw new Error(memoryWords)
  }
}
