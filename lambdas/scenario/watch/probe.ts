import { type IncomingMessage, request } from 'node:http'
import * as z from 'zod'
import type { Answer, Probe } from '../judging/sample.ts'

/** How long a user waits before giving up; the servers themselves answer within two seconds, whatever fails. */
const patienceMilliseconds = 5_000

/** A timeout that comes later than this was held up with the whole prober: the answer may have been there all along. */
const longestDelayMilliseconds = 500

/** An answer of ours is shorter; of what else may answer behind the load balancer no more is kept. */
const longestBody = 16_384

/**
 * Errors of the machine that probes: it could not resolve the name, reach any network, or open another socket. A refused
 * or reset connection and one that stays silent are none of these: that is how a broken service looks to its users.
 */
const ownErrors = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_MEMORY',
  'EAI_NODATA',
  'EAI_NONAME',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'EMFILE',
  'ENFILE',
  'ENOBUFS',
  'ENOMEM',
])
const serviceErrors = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'EHOSTUNREACH',
  'ETIMEDOUT',
  'timeout',
])

/** Sends one request as a new visitor would, on a connection of its own. Never throws: failing is a result. */
export async function probe(endpoint: string, patience = patienceMilliseconds): Promise<Probe> {
  const sentAt = Date.now()
  const started = performance.now()
  const finish = (outcome: Omit<Probe, 'sentAt' | 'latencyMs'>): Probe => ({
    sentAt,
    latencyMs: Math.round((performance.now() - started) * 10) / 10,
    ...outcome,
  })
  try {
    return finish(read(await get(endpoint, patience)))
  } catch (error) {
    const code = codeOf(error)
    const stoodStill = code === 'timeout' && performance.now() - started > patience + longestDelayMilliseconds
    return finish({ answer: stoodStill || isOwn(code) ? 'unsent' : 'error', error: stoodStill ? 'late timeout' : code })
  }
}

interface Response {
  status: number
  source: string | undefined
  body: string
}

function get(endpoint: string, patience: number): Promise<Response> {
  return new Promise((resolve, reject) => {
    const outgoing = request(endpoint, { agent: false, signal: AbortSignal.timeout(patience) }, async (incoming) => {
      try {
        const source = incoming.headers['x-recommendation-source']
        resolve({ status: incoming.statusCode ?? 0, source: source?.toString(), body: await textOf(incoming) })
      } catch (error) {
        reject(error)
      }
    })
    outgoing.once('error', reject).end()
  })
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of incoming.setEncoding('utf8')) if (text.length < longestBody) text += chunk
  return text.slice(0, longestBody)
}

const name = z.string().max(64)
const origin = z.object({ Metadata: z.object({ InstanceId: name, AvailabilityZone: name }) })

function read({ status, source, body }: Response): Omit<Probe, 'sentAt' | 'latencyMs'> {
  const answer: Answer = status === 200 && (source === 'table' || source === 'static') ? source : 'error'
  const known = origin.safeParse(json(body))
  if (!known.success) return { answer, status }
  const { InstanceId: instance, AvailabilityZone: zone } = known.data.Metadata
  return { answer, status, instance, zone }
}

function json(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

function codeOf(error: unknown): string {
  const { name = 'unknown', code } = error as Partial<NodeJS.ErrnoException>
  // What the signal aborts is reported as AbortError, before and after the headers; nothing else aborts a probe.
  return name === 'AbortError' || name === 'TimeoutError' ? 'timeout' : (code ?? name)
}

/** An unknown error is not held against the service; an answer that is not HTTP is. */
function isOwn(code: string): boolean {
  return !serviceErrors.has(code) && !code.startsWith('HPE_') && (ownErrors.has(code) || !code.startsWith('E'))
}
