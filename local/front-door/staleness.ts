import type { Signature } from './signature-parts.ts'

const allowedSkewMilliseconds = 5 * 60_000

/** Why the age of a signature speaks against it, by the wall clock, which clients sign by. */
export interface Staleness {
  reason: 'skewed' | 'lapsed'
  /** In the words of the services that say what they compared. */
  message: string
}

/** A signature in a header is good for five minutes; one in a URL for as long as it says itself. */
export function stalenessOf({ time, lifetimeSeconds }: Signature, now = Date.now()): Staleness | undefined {
  const made = instantOf(time)
  const lifetime = lifetimeSeconds === undefined ? allowedSkewMilliseconds : lifetimeSeconds * 1000
  if (made - now <= allowedSkewMilliseconds && now - made <= lifetime) return undefined
  const reason = lifetimeSeconds === undefined || !(now > made) ? 'skewed' : 'lapsed'
  return { reason, message: words(time, now, now > made ? -lifetime : allowedSkewMilliseconds) }
}

function words(time: string, now: number, allowance: number): string {
  const sum = `(${written(now)} ${allowance < 0 ? '-' : '+'} ${Math.abs(allowance) / 60_000} min.)`
  return allowance < 0
    ? `Signature expired: ${time} is now earlier than ${written(now + allowance)} ${sum}`
    : `Signature not yet current: ${time} is still later than ${written(now + allowance)} ${sum}`
}

/** NaN, which is never in time, for what is no date. */
function instantOf(time: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(time)
  if (!match) return Number.NaN
  const [, year, month, day, hour, minute, second] = match
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
}

const written = (time: number) => new Date(time).toISOString().replace(/[-:]|\.\d+/g, '')
