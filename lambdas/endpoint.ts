import { isNativeError } from 'node:util/types'
import * as z from 'zod'
import { payload, step } from './core/step.ts'

/** Enough to be sure that the load balancer had every target's turn. */
const answersPerZone = 4

/** A healthy instance answers within milliseconds; this is the limit for one that does not. */
const patienceMilliseconds = 3_000

const everybody = '0.0.0.0/0'

/**
 * `ready` if every answer came from the table and every zone gave one, with the last as `answer`; else `problem` says
 * what was wrong. Where only some addresses are allowed, the load balancer drops the packets of this function, whose
 * address nobody can know beforehand: then there is nothing to check, and `problem` says so.
 */
export const CheckEndpoint = step(
  payload({ endpoint: z.url(), zones: z.array(z.string()).min(1), allowedCidr: z.string() }),
  async ({ endpoint, zones, allowedCidr }) => {
    const seen = new Set<string>()
    let last: unknown = null
    for (let turn = 0; turn < zones.length * answersPerZone; turn++) {
      const answer = await ask(endpoint)
      if (answer.timedOut && allowedCidr !== everybody) return shutOut(allowedCidr)
      if (answer.problem) return { ready: false, zones: [...seen], problem: answer.problem, answer: null }
      seen.add(answer.zone)
      last = answer.body
    }
    const silent = zones.filter((zone) => !seen.has(zone))
    const problem = silent.length ? `no answer from ${silent.join(', ')}` : ''
    return { ready: silent.length === 0, zones: [...seen].toSorted(), problem, answer: last }
  },
)

function shutOut(allowedCidr: string) {
  const problem = `not checked: allowedCidr ${allowedCidr} shuts out the check, which comes from Lambda`
  return { ready: true, zones: [], problem, answer: null }
}

interface Answer {
  zone: string
  body: unknown
  problem: string
  /** No answer at all, as when a security group drops the packets. */
  timedOut?: boolean
}

async function ask(endpoint: string): Promise<Answer> {
  try {
    const response = await fetch(endpoint, { signal: AbortSignal.timeout(patienceMilliseconds) })
    const source = response.headers.get('x-recommendation-source')
    const text = await response.text()
    if (response.status !== 200) return refused(`status ${response.status}: ${text.slice(0, 200)}`)
    if (source !== 'table') return refused(`an answer whose source is ${source ?? 'unknown'}, not the table`)
    const body: unknown = JSON.parse(text)
    return { zone: zoneIn(body), body, problem: '' }
  } catch (error) {
    return { ...refused(`no answer: ${reasonOf(error)}`), timedOut: (error as Error).name === 'TimeoutError' }
  }
}

function refused(problem: string): Answer {
  return { zone: '', body: null, problem }
}

const located = z.object({ Metadata: z.object({ AvailabilityZone: z.string() }) })

function zoneIn(body: unknown): string {
  return located.parse(body).Metadata.AvailabilityZone
}

/** `fetch` hides the reason, such as ECONNREFUSED, in the cause of its error. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error
  return isNativeError(cause) ? cause.message || cause.name : message
}
