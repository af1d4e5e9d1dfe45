import type { Bounds } from '../promise.ts'
import { proportion } from './proportion.ts'

/** `inconclusive`: too little was seen to say. */
export type Verdict = 'as-designed' | 'not-as-designed' | 'inconclusive'

/** One claim of a promise, beside what was seen of it. */
export interface Finding {
  claim: string
  seen: string
  /** Whether what was seen, taken at face value, is what was claimed. */
  met: boolean
  /** What may be concluded from it. */
  verdict: Verdict
}

/**
 * How far the 95 % interval may reach beyond a promised bound before the sample counts as too small to say:
 * "every request" is confirmed by 36 probes without exception.
 */
const marginOfError = 0.1

/**
 * Holds a count against the bounds promised for its share. Confirmed when the share lies within the bounds, and the whole
 * interval within the bounds widened by the margin, refuted when it lies wholly outside the bounds: a single exception refutes "every" and "none".
 */
export function shareFinding(claim: string, count: number, of: number, { min, max }: Bounds): Finding {
  const { value, low, high } = proportion(count, of)
  const refuted = low > max || high < min
  const met = of > 0 && value >= min && value <= max
  const confirmed = met && low >= min - marginOfError && high <= max + marginOfError
  return {
    claim,
    seen: `${count} of ${of}`,
    met,
    verdict: refuted ? 'not-as-designed' : confirmed ? 'as-designed' : 'inconclusive',
  }
}

/** A claim about every one of a number of observations: one exception refutes it, none at all says nothing. */
export function alwaysFinding(claim: string, observations: number, exceptions: readonly string[]): Finding {
  const met = observations > 0 && exceptions.length === 0
  const verdict = exceptions.length > 0 ? 'not-as-designed' : met ? 'as-designed' : 'inconclusive'
  const seen = observations === 0 ? 'nothing seen' : met ? `${observations} of ${observations}` : (exceptions[0] ?? '')
  return { claim, seen, met, verdict }
}

/** The worst of several verdicts: one refuted claim refutes the promise, one open claim leaves it open. */
export function worst(findings: readonly Finding[]): Verdict {
  for (const verdict of ['not-as-designed', 'inconclusive'] as const) {
    if (findings.some((finding) => finding.verdict === verdict)) return verdict
  }
  return 'as-designed'
}
