/** Who wants to be told of something. */
export class Listeners<Args extends unknown[]> {
  readonly #listeners = new Set<(...args: Args) => void>()

  /** Tells this one too, until the returned function is called. */
  add(listener: (...args: Args) => void): () => void {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  tell(...args: Args) {
    for (const listener of [...this.#listeners]) listener(...args)
  }
}
