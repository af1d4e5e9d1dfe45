import { randomBytes } from 'node:crypto'

const process = randomBytes(8).toString('hex')
let count = 0

/** A new id in the form of `X-Amzn-Trace-Id`: version, epoch seconds, and 96 bits no other request has. */
export function traceId(): string {
  count = (count + 1) >>> 0
  const seconds = Math.floor(Date.now() / 1000)
  return `1-${seconds.toString(16)}-${process}${count.toString(16).padStart(8, '0')}`
}
