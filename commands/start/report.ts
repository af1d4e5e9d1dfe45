import { styleText } from 'node:util'
import type { Journal } from './journal.ts'

/** The part of a phase's record that a person reads at a glance. */
interface Phase {
  name: string
  verdict: string
  promise: string
  probes: number
  mix: Record<'table' | 'static' | 'error', number>
  healthyTargets: number
  timeToEffectSeconds: number | null
  findings: { claim: string; seen: string; verdict: string }[]
}

/** The lines that end a run: executions, endpoint, phases, leftovers, verdict; `unsaved` is why there is no report page. */
export function* report(journal: Journal, unsaved: string | undefined): Iterable<string> {
  yield ''
  for (const { machine, status, cloudSeconds, historyEvents, error, cause } of journal.executions) {
    yield `${machine.padEnd(10)} ${paint(status)}  ${cloudSeconds} s of cloud time, ${historyEvents} history events`
    if (error !== undefined) yield `${' '.repeat(11)}${error}: ${cause ?? ''}`
  }
  if (journal.endpoint !== undefined) yield `endpoint   ${journal.endpoint}`
  if (journal.answer !== undefined) yield `answered   ${JSON.stringify(journal.answer)}`
  for (const phase of journal.phases as Phase[]) yield* phaseLines(phase)
  if (journal.report !== undefined) yield `report     ${journal.report}`
  if (unsaved !== undefined) yield `report     not saved: ${unsaved}`
  if (journal.lookedForLeftovers && journal.leftovers.length === 0) yield 'leftovers  none'
  for (const arn of journal.leftovers) yield `leftovers  ${arn}`
  yield `verdict    ${paint(journal.verdict)}`
}

function* phaseLines({ name, verdict, promise, findings, ...seen }: Phase): Iterable<string> {
  yield `phase      ${paint(verdict)}  ${styleText('bold', name)}: ${promise}`
  yield `             seen: ${summary(seen)}`
  for (const finding of findings.filter((each) => each.verdict !== 'as-designed'))
    yield `             ${finding.verdict}: ${finding.claim}: ${finding.seen}`
}

function summary({
  probes,
  mix,
  healthyTargets,
  timeToEffectSeconds,
}: Omit<Phase, 'name' | 'verdict' | 'promise' | 'findings'>) {
  const shares = Object.entries(mix).filter(([, share]) => share > 0)
  const answers = shares.map(([source, share]) => `${Math.round(share * 100)} % ${source}`).join(', ')
  const effect = timeToEffectSeconds === null ? 'no effect' : `effect after ${timeToEffectSeconds.toFixed(1)} s`
  const answered = probes === 0 ? 'no probe' : `${probes} probes: ${answers}`
  return `${effect}, then ${answered}; ${healthyTargets} targets healthy`
}

const good = new Set(['SUCCEEDED', 'as-designed', 'succeeded'])

function paint(word: string): string {
  return styleText(good.has(word) ? 'green' : 'red', word)
}
