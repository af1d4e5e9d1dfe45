const limitBytes = 64 * 1024

/** The last 64 KiB a machine has written, which is what EC2 keeps of a serial console. */
export class Console {
  #output = Buffer.alloc(0)

  get text(): string {
    return this.#output.toString('utf8')
  }

  write(chunk: Buffer): void {
    const output = Buffer.concat([this.#output, chunk])
    this.#output = output.subarray(Math.max(0, output.length - limitBytes))
  }

  /** A line of the system itself, such as `systemd[1]: …`. */
  log(source: string, line: string): void {
    this.write(Buffer.from(`${source}: ${line}\n`))
  }

  /** The last line that is not empty, for a message about a crash. */
  get lastLine(): string {
    return this.text.trimEnd().split('\n').at(-1) ?? ''
  }
}
