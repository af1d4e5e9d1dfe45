/**
 * What a probe came back with. `unsent` is the prober's own failure (no name resolution, no socket to send from, or
 * a prober that stood still): it says nothing about the service.
 */
export type Answer = 'table' | 'static' | 'error' | 'unsent'

/** One request to the endpoint. Times are milliseconds of wall time since the epoch. */
export interface Probe {
  sentAt: number
  latencyMs: number
  answer: Answer
  status?: number
  /** The instance and zone that the answer names; an answer of the load balancer itself names none. */
  instance?: string
  zone?: string
  /** Why there was no answer: `ECONNRESET`, `timeout`, … */
  error?: string
}

/** A target as the load balancer saw it. `reason` and `description` are absent while it is healthy. */
export interface Target {
  id: string
  zone: string
  state: string
  reason?: string
  description?: string
}

/** One look at all targets of the service. */
export interface Look {
  at: number
  targets: Target[]
}

/** What was seen over some stretch of time, each list in order of time. */
export interface Samples {
  probes: Probe[]
  looks: Look[]
}

/** The samples from `from` up to, but not including, `until`. */
export function between({ probes, looks }: Samples, from: number, until: number): Samples {
  return {
    probes: probes.slice(
      firstAtOrAfter(probes, ({ sentAt }) => sentAt, from),
      firstAtOrAfter(probes, ({ sentAt }) => sentAt, until),
    ),
    looks: looks.slice(
      firstAtOrAfter(looks, ({ at }) => at, from),
      firstAtOrAfter(looks, ({ at }) => at, until),
    ),
  }
}

/** The probes that reached the service, whatever it answered. */
export function arrived(probes: readonly Probe[]): Probe[] {
  return probes.filter(({ answer }) => answer !== 'unsent')
}

/** The index of the first item of an ordered list that is not before `time`. */
function firstAtOrAfter<Item>(items: readonly Item[], timeOf: (item: Item) => number, time: number): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    const item = items[middle]
    if (item !== undefined && timeOf(item) < time) low = middle + 1
    else high = middle
  }
  return low
}
