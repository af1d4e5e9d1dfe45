import { type ChildProcess, spawn } from 'node:child_process'

/**
 * Runs the command given as its arguments in a process group of its own and reads signal names from standard input,
 * which only the cloud holds open: at its end, however the cloud died, the whole group is killed.
 */
const supervisor = `
exec 3<&0 </dev/null
"$@" 3<&- &
unit=$!
(while read -r signal <&3; do kill -s "$signal" "$unit"; done; kill -s KILL 0) &
wait "$unit"
`

export interface Exit {
  /** The exit status, where the process was not killed. */
  status?: number
  /** The number of the signal that killed it. */
  signal?: number
}

export interface ProcessOptions {
  folder: string
  environment: Record<string, string>
  onOutput(chunk: Buffer): void
}

/** How long to wait for the rest of the output of a process that is gone, should something that escaped its group hold it open. */
const outputGraceMilliseconds = 1000

/** A process that cannot outlive this one. */
export class SupervisedProcess {
  /** Resolves when the process is gone and its whole group has been killed. */
  readonly exited: Promise<Exit>
  readonly #shell: ChildProcess

  constructor(command: readonly string[], options: ProcessOptions) {
    this.#shell = spawn('/bin/sh', ['-c', supervisor, 'supervisor', ...command], {
      cwd: options.folder,
      env: options.environment,
      detached: true,
      stdio: 'pipe',
    })
    this.#shell.stdin?.on('error', () => {})
    this.#shell.stdout?.on('data', options.onOutput)
    this.#shell.stderr?.on('data', options.onOutput)
    this.exited = this.#waitForExit()
  }

  /** Asks the process to end, as systemd does before it kills. */
  terminate(): void {
    this.#shell.stdin?.write('TERM\n')
  }

  /** Kills the process and all it has started. */
  kill(): void {
    this.#shell.stdin?.destroy()
  }

  #waitForExit(): Promise<Exit> {
    return new Promise((resolve) => {
      let exit: Exit = { status: 127 }
      this.#shell.once('exit', (code) => {
        exit = code === null ? { signal: 9 } : code > 128 ? { signal: code - 128 } : { status: code }
        this.kill()
        setTimeout(() => resolve(exit), outputGraceMilliseconds).unref()
      })
      this.#shell.once('error', () => resolve(exit))
      this.#shell.once('close', () => resolve(exit))
    })
  }
}
