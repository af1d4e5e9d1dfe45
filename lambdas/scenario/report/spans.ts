import type { JournalPhase } from '../journal.ts'

/** How long one failure was in place. */
export interface FailureSpan {
  name: string
  from: number
  until: number
}

/** When each failure was injected and lifted, in the order of injection. What was never lifted lasts to the end. */
export function failureSpans(phases: readonly JournalPhase[], end: number): FailureSpan[] {
  const spans: FailureSpan[] = []
  const open = new Map<string, FailureSpan>()
  for (const { injected, lifted, startedAt, injectedAt } of phases) {
    for (const name of lifted) {
      const span = open.get(name)
      if (span) span.until = Date.parse(startedAt)
      open.delete(name)
    }
    for (const name of injected) {
      const span = { name, from: Date.parse(injectedAt), until: end }
      open.set(name, span)
      spans.push(span)
    }
  }
  return spans
}
