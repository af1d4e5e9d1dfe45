import type { JournalPhase } from '../journal.ts'
import { type Markup, markup } from './markup.ts'
import { percent, seconds } from './quantity.ts'

const columns = ['Verdict', 'Available', 'Answers', 'Latency', 'Time to', 'Failed requests'] as const

/** A row for each phase, every number with its unit. On narrow screens rows become cards and name their columns. */
export function verdictTable(phases: readonly JournalPhase[]): Markup {
  const heads = columns.map((column) => markup`<th scope="col">${column}</th>`)
  return markup`<table class="verdicts"><thead><tr><th scope="col">Phase and promise</th>${heads}</tr></thead><tbody>${phases.map(row)}</tbody></table>`
}

function row(phase: JournalPhase, index: number): Markup {
  const { name, promise, verdict } = phase
  const cells = [
    markup`<span class="badge ${verdict}">${verdict}</span>`,
    available(phase),
    answers(phase),
    latency(phase),
    times(phase),
    failed(phase),
  ]
  const named = cells.map((cell, position) => markup`<td data-label="${columns[position]}"><div>${cell}</div></td>`)
  return markup`<tr><td class="promise"><b>${index + 1}. ${name}</b><br>${promise}</td>${named}</tr>`
}

function available({ availability: { value, low, high }, probes }: JournalPhase): Markup {
  return markup`<b>${percent(value)}</b><br><small>${percent(low)} to ${percent(high)}<br>${probes} probes</small>`
}

function answers({ mix }: JournalPhase): Markup {
  const named = (['table', 'static', 'error'] as const).filter((source) => mix[source] > 0)
  const bar = named.map(
    (source) => markup`<i class="${source}" style="width:${Math.round(mix[source] * 1_000) / 10}%"></i>`,
  )
  return markup`<div class="mix">${bar}</div>${named.map((source) => markup`<div>${percent(mix[source])} ${source}</div>`)}`
}

function latency({ latencyMs }: JournalPhase): Markup {
  if (!latencyMs) return markup`–`
  const line = (name: string, ms: number) => markup`<div><small>${name}</small> ${Math.round(ms)} ms</div>`
  return markup`${line('p50', latencyMs.p50)}${line('p95', latencyMs.p95)}${line('p99', latencyMs.p99)}`
}

function times({ timeToEffectSeconds, timeToDetectSeconds, timeToRecoverSeconds }: JournalPhase): Markup {
  const line = (name: string, value: number | null) =>
    value !== null && markup`<div><small>${name}</small> ${seconds(value)}</div>`
  const lines = [
    line('effect', timeToEffectSeconds),
    line('detect', timeToDetectSeconds),
    line('recover', timeToRecoverSeconds),
  ]
  return lines.some(Boolean) ? markup`${lines}` : markup`–`
}

function failed({ failedInTransition, counts }: JournalPhase): Markup {
  return markup`<div><small>before</small> ${failedInTransition}</div><div><small>window</small> ${counts.error}</div>`
}
