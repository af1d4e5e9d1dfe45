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
  findings: { claim: string; seen: string; met: boolean }[]
}

/** What a person is told beside the journal. */
export interface Ending {
  /** Whether it was looked for what may be left. */
  hasLooked: boolean
  /** Why the scenario's report could not be saved. */
  unsaved?: string
}

/** The lines that end a run: executions, endpoint, phases, leftovers, verdict. */
export function* report(journal: Journal, { hasLooked, unsaved }: Ending): Iterable<string> {
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
  if (hasLooked) yield `leftovers  ${journal.leftovers.length === 0 ? 'none' : journal.leftovers.join(', ')}`
  yield `verdict    ${paint(journal.verdict)}`
}

function* phaseLines({ name, verdict, promise, findings, ...seen }: Phase): Iterable<string> {
  yield `phase      ${paint(verdict)}  ${styleText('bold', name)}: ${promise}`
  yield `             seen: ${summary(seen)}`
  for (const { claim, seen: instead } of findings.filter(({ met }) => !met))
    yield `             not met: ${claim}: ${instead}`
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
  return `${effect}, then ${probes} probes: ${answers}; ${healthyTargets} targets healthy`
}

const good = new Set(['SUCCEEDED', 'as-designed', 'succeeded'])

function paint(word: string): string {
  return styleText(good.has(word) ? 'green' : 'red', word)
}
