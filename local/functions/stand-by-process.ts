import type { Cloud } from '../cloud.ts'
import { installRuntime } from './installed-runtime.ts'
import { RuntimeProcess } from './runtime-process.ts'

/** What it needs of the cloud. */
type Places = Pick<Cloud, 'folder' | 'compileCache'>

/** One process that has started Node and waits for a function, so that a cold start is the loading of the function alone. */
export class StandByProcess {
  readonly #cloud: Places
  #runtime: Promise<string> | undefined
  #process: RuntimeProcess | undefined
  #closed = false

  constructor(cloud: Places) {
    this.#cloud = cloud
  }

  /** Starts a process unless one stands by already, whatever its memory limit. */
  async prepare(memoryMegabytes: number) {
    const runtime = await this.#installed()
    if (!this.#closed) this.#process ??= this.#start(runtime, memoryMegabytes)
  }

  /** The process that stands by, if its memory limit fits, or a new one. */
  async take(memoryMegabytes: number): Promise<RuntimeProcess> {
    const runtime = await this.#installed()
    if (this.#closed) throw new Error('the cloud has closed')
    const waiting = this.#process
    if (waiting?.memoryMegabytes !== memoryMegabytes) return this.#start(runtime, memoryMegabytes)
    this.#process = undefined
    return waiting
  }

  async close() {
    this.#closed = true
    await this.#process?.end()
  }

  #start(runtime: string, memoryMegabytes: number): RuntimeProcess {
    const { folder, compileCache } = this.#cloud
    return new RuntimeProcess({ runtime, folder, compileCache, memoryMegabytes })
  }

  #installed(): Promise<string> {
    this.#runtime ??= installRuntime(this.#cloud.folder)
    return this.#runtime
  }
}
