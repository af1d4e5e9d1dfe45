import { Agent, type IncomingMessage, request } from 'node:http'
import type { CheckFailure, CheckResult } from './health.ts'
import type { Location } from './target.ts'

export interface HealthCheck {
  readonly location: Location
  readonly path: string
  /** Whether a status code passes. */
  matches(status: number): boolean
  /** Wall time: a network is not faster because a clock is. */
  readonly timeoutMilliseconds: number
}

const agent = new Agent({ keepAlive: false })
const failed: CheckFailure = { reason: 'Target.FailedHealthChecks', description: 'Health checks failed' }
const timedOut: CheckFailure = { reason: 'Target.Timeout', description: 'Request timed out' }

/** Sends one health check on a connection of its own, as a load balancer's node does; rejects only when aborted. */
export function checkHealth(check: HealthCheck, signal: AbortSignal): Promise<CheckResult> {
  const { location, timeoutMilliseconds } = check
  return new Promise((resolve, reject) => {
    const abort = () => finish(() => reject(signal.reason))
    const deadline = setTimeout(() => finish(() => resolve(timedOut)), timeoutMilliseconds)
    const sent = location.reachable() ? send(check, (result) => finish(() => resolve(result))) : undefined
    const finish = (settle: () => void) => {
      clearTimeout(deadline)
      signal.removeEventListener('abort', abort)
      sent?.destroy()
      settle()
    }
    signal.addEventListener('abort', abort)
  })
}

function send({ location, path, matches }: HealthCheck, done: (result: CheckResult) => void) {
  const endpoint = location.endpoint()
  if (endpoint === undefined) return void setImmediate(done, failed)
  const headers = { 'User-Agent': 'ELB-HealthChecker/2.0', 'Accept-Encoding': 'gzip, compressed', Connection: 'close' }
  const outgoing = request({ ...endpoint, path, headers, agent }, (response) => {
    response.on('end', () => done(judge(response, matches)))
    response.on('error', () => done(failed)).resume()
  })
  outgoing.on('error', () => done(failed)).end()
  return outgoing
}

function judge({ statusCode = 0 }: IncomingMessage, matches: (status: number) => boolean): CheckResult {
  if (matches(statusCode)) return 'passed'
  return {
    reason: 'Target.ResponseCodeMismatch',
    description: `Health checks failed with these codes: [${statusCode}]`,
  }
}
