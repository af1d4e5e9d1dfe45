import { styleText } from 'node:util'
import type { Journal } from './journal.ts'

interface Phase {
  name: string
  verdict: string
  promise?: unknown
  summary?: string
}

/** The lines that end a run: executions, endpoint, phases, leftovers, verdict. */
export function* report(journal: Journal): Iterable<string> {
  yield ''
  for (const { machine, status, cloudSeconds, historyEvents, error, cause } of journal.executions) {
    yield `${machine.padEnd(10)} ${paint(status)}  ${cloudSeconds} s of cloud time, ${historyEvents} history events`
    if (error !== undefined) yield `${' '.repeat(11)}${error}: ${cause ?? ''}`
  }
  if (journal.endpoint !== undefined) yield `endpoint   ${journal.endpoint}`
  if (journal.answer !== undefined) yield `answered   ${JSON.stringify(journal.answer)}`
  for (const phase of journal.phases as Phase[])
    yield `phase      ${paint(phase.verdict)}  ${phase.name}  ${phase.summary ?? ''}`
  yield `leftovers  ${journal.leftovers.length === 0 ? 'none' : journal.leftovers.join(', ')}`
  yield `verdict    ${paint(journal.verdict)}`
}

const good = new Set(['SUCCEEDED', 'as-designed', 'succeeded'])

function paint(word: string): string {
  return styleText(good.has(word) ? 'green' : 'red', word)
}
