import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'

const intervalMilliseconds = 50
const pageBytes = 4096

/** What Node takes beside the heap, which is not the same here as in Lambda. */
const allowanceMegabytes = 64

/** Kills a process that takes more memory than its function has, buffers outside of the heap included. Linux only. */
export class MemoryWatch {
  readonly #process: ChildProcess
  readonly #limitBytes: number
  #timer: NodeJS.Timeout | undefined

  constructor(process: ChildProcess, memoryMegabytes: number) {
    this.#process = process
    this.#limitBytes = (memoryMegabytes + allowanceMegabytes) * 2 ** 20
  }

  watch(watching: boolean) {
    clearInterval(this.#timer)
    if (watching) this.#timer = setInterval(() => this.#look(), intervalMilliseconds).unref()
  }

  #look() {
    if (ownBytesOf(this.#process.pid) > this.#limitBytes) this.#process.kill('SIGKILL')
  }
}

/** What a process shares with no other; 0 where the system does not say. Source: proc_pid_statm(5). */
function ownBytesOf(pid: number | undefined): number {
  try {
    const [, resident = 0, shared = 0] = readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ').map(Number)
    return (resident - shared) * pageBytes
  } catch {
    return 0
  }
}
