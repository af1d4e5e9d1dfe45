import { between, type Look, type Samples } from './sample.ts'

/**
 * Seconds from the start of a phase until the load balancer first called a target something worse than before:
 * a target that was healthy no longer is. Null where nothing was there to detect.
 */
export function secondsToDetect(samples: Samples, startedAt: number, until: number): number | null {
  const before = between(samples, 0, startedAt).looks.at(-1)
  const { looks } = between(samples, startedAt, until)
  const wellBefore = healthyIds(before ?? looks[0])
  const detection = looks.find((look) => {
    const wellNow = healthyIds(look)
    return wellBefore.some((id) => !wellNow.includes(id))
  })
  return detection ? rounded(detection.at - startedAt) : null
}

/**
 * Seconds that users or targets were unwell: from the first failed request or target that is not healthy until both an
 * answer and a look after the last of them. Null where nothing was unwell, and where the phase ended unwell.
 */
export function secondsToRecover({ probes, looks }: Samples, startedAt: number): number | null {
  const unwell = [
    ...probes.filter(({ answer }) => answer === 'error').map(({ sentAt }) => sentAt),
    ...looks.filter(({ targets }) => targets.some(({ state }) => state !== 'healthy')).map(({ at }) => at),
  ]
  if (unwell.length === 0) return null
  const first = unwell.reduce((a, b) => Math.min(a, b))
  const last = unwell.reduce((a, b) => Math.max(a, b))
  const look = looks.find(({ at }) => at > last)
  const answer = probes.find(({ sentAt, answer: source }) => sentAt > last && source !== 'unsent')
  return look && answer ? rounded(Math.max(look.at, answer.sentAt) - Math.max(startedAt, first)) : null
}

function healthyIds(look: Look | undefined): string[] {
  return (look?.targets ?? []).filter(({ state }) => state === 'healthy').map(({ id }) => id)
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds) / 1_000
}
