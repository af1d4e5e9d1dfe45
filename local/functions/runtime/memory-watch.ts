/** How often it looks: a function that works may take much in little time, and most of those that wait do nothing. */
const busyMilliseconds = 50
const idleMilliseconds = 500

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

  /** Watches on, more closely while the function is busy. */
  watch(busy: boolean) {
    clearInterval(this.#timer)
    this.#timer = setInterval(() => this.#look(), busy ? busyMilliseconds : idleMilliseconds)
  }

  #look() {
    if (process.memoryUsage.rss() > this.#limitBytes) this.#exceeded()
  }
}
