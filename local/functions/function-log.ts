import { randomBytes } from 'node:crypto'

/** How long an invocation took and what it used, for its REPORT line. */
export interface Report {
  durationMilliseconds: number
  initMilliseconds?: number | undefined
  memoryMegabytes: number
  usedBytes: number
  /** What ended the invocation other than the function's own answer. */
  status?: 'timeout' | 'error' | undefined
}

/** How much of an invocation's log `LogType: Tail` answers with. */
const tailBytes = 4096

/** The log of one execution environment: the lines of Lambda itself and of the function, in order. */
export class FunctionLog {
  readonly stream: string
  readonly #write: (messages: string[]) => void
  #partial = ''
  /** At least the last 4 KiB: no character takes less than a byte. */
  #tail = ''

  /** `write` keeps messages where the function's log group is. */
  constructor(startedAt: Date, write: (stream: string, messages: string[]) => void) {
    const day = startedAt.toISOString().slice(0, 10).replaceAll('-', '/')
    this.stream = `${day}/[$LATEST]${randomBytes(16).toString('hex')}`
    this.#write = (messages) => write(this.stream, messages)
  }

  /** The last 4 KiB of the invocation's lines, which `LogType: Tail` answers with. */
  get tail(): string {
    return Buffer.from(this.#tail).subarray(-tailBytes).toString()
  }

  /** Text as the function wrote it: one event, or as many as there are complete lines. */
  output(text: string, record: boolean) {
    if (record) return this.#add([text])
    const lines = (this.#partial + text).split('\n')
    this.#partial = lines.pop() ?? ''
    this.#add(lines.filter((line) => line !== '').map((line) => `${line}\n`))
  }

  initializing(runtime: string) {
    this.#add([`INIT_START Runtime Version: ${runtime.replace('nodejs', 'nodejs:').replace('.x', '')}.local\n`])
  }

  start(requestId: string) {
    this.#tail = ''
    this.#add([`START RequestId: ${requestId} Version: $LATEST\n`])
  }

  end(requestId: string, report: Report) {
    if (this.#partial) this.output('\n', false)
    this.#add([`END RequestId: ${requestId}\n`, reportLine(requestId, report)])
  }

  #add(messages: string[]) {
    if (messages.length === 0) return
    this.#tail = `${this.#tail}${messages.join('')}`.slice(-tailBytes)
    this.#write(messages)
  }
}

function reportLine(requestId: string, report: Report): string {
  const { durationMilliseconds, initMilliseconds, memoryMegabytes, usedBytes, status } = report
  const billed = Math.ceil(durationMilliseconds + (initMilliseconds ?? 0))
  const parts = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${durationMilliseconds.toFixed(2)} ms`,
    `Billed Duration: ${billed} ms`,
    `Memory Size: ${memoryMegabytes} MB`,
    `Max Memory Used: ${Math.ceil(usedBytes / 2 ** 20)} MB`,
  ]
  if (initMilliseconds !== undefined) parts.push(`Init Duration: ${initMilliseconds.toFixed(2)} ms`)
  if (status) parts.push(`Status: ${status}`)
  return `${parts.join('\t')}\t\n`
}
