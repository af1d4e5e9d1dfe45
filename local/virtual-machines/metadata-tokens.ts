import { randomBytes } from 'node:crypto'

const longestSeconds = 21_600
/** A machine that asks for a token with each request must not grow the cloud's memory. */
const limit = 10_000

/** Session tokens of IMDSv2. They live on the wall clock, like the programs that hold them. */
export class MetadataTokens {
  readonly #expiry = new Map<string, number>()

  /** A new token, or undefined where the requested lifetime is not a whole number of seconds from 1 to 21,600. */
  issue(lifetime: string | undefined): { token: string; seconds: number } | undefined {
    const seconds = /^\d{1,5}$/.test(lifetime ?? '') ? Number(lifetime) : 0
    if (seconds < 1 || seconds > longestSeconds) return undefined
    const token = `${randomBytes(40).toString('base64url')}==`
    this.#expiry.set(token, performance.now() + seconds * 1000)
    const oldest = this.#expiry.keys().next().value
    if (this.#expiry.size > limit && oldest) this.#expiry.delete(oldest)
    return { token, seconds }
  }

  /** Seconds the token has left; undefined for one that is unknown or expired. */
  remainingSeconds(token: string): number | undefined {
    const left = (this.#expiry.get(token) ?? 0) - performance.now()
    if (left > 0) return Math.ceil(left / 1000)
    this.#expiry.delete(token)
    return undefined
  }
}
