import { type ChildProcess, spawn } from 'node:child_process'
import { Socket } from 'node:net'

/**
 * Reads, line by line, the ids of all process groups there are at the time, from standard input, which only the cloud
 * holds open: at its end, however the cloud died, those of the last line are killed.
 */
const supervisor = `
while read -r line; do groups=$line; done
for group in $groups; do kill -s KILL -- "-$group"; done
`

/** Process groups that cannot outlive this process, even in an endless loop: one shell watches over all of them. */
export class ProcessGroups {
  readonly #ids = new Set<number>()
  #shell: ChildProcess | undefined
  #closed = false

  /** Watches over the group that a process leads, until it has ended. */
  add(leader: ChildProcess) {
    const { pid } = leader
    if (pid === undefined) return
    this.#ids.add(pid)
    this.#tell()
    leader.once('exit', () => {
      this.#ids.delete(pid)
      this.#tell()
    })
  }

  /** Lets the shell go once the groups have ended. */
  close() {
    this.#closed = true
    this.#shell?.stdin?.end()
  }

  #tell() {
    if (this.#closed) return
    this.#shell ??= start()
    this.#shell.stdin?.write(`${[...this.#ids].join(' ')}\n`)
  }
}

/** In a group of its own, since what ends the cloud by a signal to its group must not end this. */
function start(): ChildProcess {
  const shell = spawn('/bin/sh', ['-c', supervisor], {
    cwd: '/',
    env: {},
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  // Without a shell they still end with the cloud unless they are in a loop.
  shell.on('error', () => {})
  shell.stdin?.on('error', () => {})
  shell.unref()
  const { stdin } = shell
  if (stdin instanceof Socket) stdin.unref()
  return shell
}
