const intervalMilliseconds = 50

/** What a function's run may cost Node beside its heap and its buffers, as for code and threads. */
const allowanceMegabytes = 48

/** Tells when this process takes more memory than its function has, buffers outside of the heap included. */
export class MemoryWatch {
  readonly #limitBytes: number
  readonly #exceeded: () => void
  #timer: NodeJS.Timeout | undefined

  /** To be made before the function is loaded, since what Node takes by itself is not the function's. */
  constructor(memoryMegabytes: number, exceeded: () => void) {
    this.#exceeded = exceeded
    this.#limitBytes = process.memoryUsage.rss() + (memoryMegabytes + allowanceMegabytes) * 2 ** 20
  }

  watch(watching: boolean) {
    clearInterval(this.#timer)
    if (watching) this.#timer = setInterval(() => this.#look(), intervalMilliseconds)
  }

  #look() {
    if (process.memoryUsage.rss() > this.#limitBytes) this.#exceeded()
  }
}
