import { format } from 'node:util'

type Write = (text: string, record: boolean) => void

const levels = { debug: 'DEBUG', error: 'ERROR', info: 'INFO', log: 'INFO', trace: 'TRACE', warn: 'WARN' } as const

/** The request that log entries are marked with; nothing is invoked while the function is loaded. */
let currentRequestId: string | undefined

let write: Write = () => {}

export function markLinesWith(requestId: string) {
  currentRequestId = requestId
}

/** Writes an entry of the runtime itself. */
export function writeError(text: string) {
  writeEntry('ERROR', text)
}

/**
 * Sends what the function writes to `destination`. As in Lambda, `console` marks each entry with time, request and
 * level, and what goes to standard output or error directly, as Powertools' loggers do, stays as it is.
 */
export function captureOutput(destination: Write) {
  write = destination
  for (const stream of [process.stdout, process.stderr]) {
    stream.write = ((chunk: string | Uint8Array, ...rest: unknown[]) => {
      const [encoding] = rest.filter((each) => typeof each === 'string')
      write(Buffer.from(chunk as string, encoding as BufferEncoding).toString(), false)
      const done = rest.find((each) => typeof each === 'function')
      if (done) process.nextTick(done as () => void)
      return true
    }) as typeof stream.write
  }
  for (const [method, level] of Object.entries(levels) as [keyof typeof levels, string][]) {
    console[method] = (...values: unknown[]) => writeEntry(level, format(...values))
  }
}

function writeEntry(level: string, text: string) {
  write(`${new Date().toISOString()}\t${currentRequestId}\t${level}\t${text}\n`, true)
}
