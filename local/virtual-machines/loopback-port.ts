import { createServer } from 'node:net'

/** Below the ports that Linux (32768) and macOS (49152) give to outgoing connections, which would race with a restart. */
const range = { first: 20_000, last: 32_000 }

/** Ports already given to machines of this process, so that two which start together don't get the same. */
const given = new Set<number>()

/** A loopback TCP port nobody listens on, kept for its taker until `releasePort`. */
export async function takePort(): Promise<number> {
  const size = range.last - range.first
  const start = Math.floor(Math.random() * size)
  for (let step = 0; step < size; step++) {
    const port = range.first + ((start + step) % size)
    if (given.has(port)) continue
    given.add(port)
    if (await isFree(port)) return port
    given.delete(port)
  }
  throw new Error(`no free port on 127.0.0.1 between ${range.first} and ${range.last}`)
}

export function releasePort(port: number): void {
  given.delete(port)
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}
