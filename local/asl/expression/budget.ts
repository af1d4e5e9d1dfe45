/** Wall time one expression may take. AWS bounds it too, without saying by how much. */
const longestMilliseconds = 5_000
/** Nested evaluations, parallel members of one constructor counted as nested: far above any honest expression. */
const deepest = 30_000

/** What AWS says of an expression that takes too long. */
export const timeoutWords = 'Expression evaluation timeout: Check for infinite loop'

/** What one evaluation may cost, so that an endless expression fails its state and not the whole cloud. */
export class Budget {
  readonly #deadline: number
  #steps = 0
  #depth = 0

  constructor(milliseconds = longestMilliseconds) {
    this.#deadline = performance.now() + milliseconds
  }

  /** To be called before each step of the evaluation. Throws with AWS's words when there were too many. */
  enter() {
    if (++this.#depth > deepest)
      throw new Error(
        'Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive',
      )
    if (++this.#steps % 1024 === 0 && performance.now() > this.#deadline) throw new Error(timeoutWords)
  }

  /** To be called after each step. */
  exit() {
    this.#depth--
  }
}
