import type { Answer, Look, Probe, Samples, Target } from '../../../../lambdas/scenario/judging/sample.ts'
import type { Terms } from '../../../../lambdas/scenario/judging/terms.ts'

export const terms: Terms = {
  capacity: 3,
  zones: ['us-west-2a', 'us-west-2b', 'us-west-2c'],
  affected: ['i-a'],
  affectedZones: [],
}

const instances = ['i-a', 'i-b', 'i-c'] as const
const statusOf = { table: 200, static: 200, error: 502, unsent: undefined }
export const refused = 'Target.ResponseCodeMismatch'

/** Probes from `from` to `until` (seconds), `perSecond` of them, answered by the three instances in turn. */
export function probes(from: number, until: number, answerOf: (instance: string) => Answer, perSecond = 10): Probe[] {
  return Array.from({ length: Math.round((until - from) * perSecond) }, (_, index) => {
    const instance = instances[index % 3] ?? 'i-a'
    const answer = answerOf(instance)
    const status = statusOf[answer]
    const who = answer === 'error' || answer === 'unsent' ? {} : { instance, zone: `us-west-2${instance.at(-1)}` }
    return {
      sentAt: ms(from + index / perSecond),
      latencyMs: 10 + (index % 5),
      answer,
      ...(status ? { status } : {}),
      ...who,
    }
  })
}

/** A look each half second from `from` to `until`, with these states of i-a, i-b and i-c. */
export function looks(from: number, until: number, states: readonly string[]): Look[] {
  return Array.from({ length: Math.round((until - from) * 2) }, (_, index) => ({
    at: ms(from + index / 2),
    targets: states.map((state, position) => target(instances[position] ?? `i-${position}`, state)),
  }))
}

export function target(id: string, state: string): Target {
  const reason = { unhealthy: refused, draining: 'Target.DeregistrationInProgress' }[state]
  return { id, zone: `us-west-2${id.at(-1)}`, state, ...(reason ? { reason } : {}) }
}

export function together(...parts: Partial<Samples>[]): Samples {
  return { probes: parts.flatMap(({ probes = [] }) => probes), looks: parts.flatMap(({ looks = [] }) => looks) }
}

/** Seconds of the story as milliseconds since an epoch that looks like one. */
export function ms(seconds: number): number {
  return 1_700_000_000_000 + Math.round(seconds * 1_000)
}

export const well = ['healthy', 'healthy', 'healthy']
