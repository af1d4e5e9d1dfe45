import type { JournalPhase } from '../journal.ts'
import { type Markup, markup } from './markup.ts'

/** One phase with each of its claims, open where not all of them hold. */
export function phaseDetails(phase: JournalPhase, index: number): Markup {
  const { name, verdict, injected, lifted, injectedAt, window } = phase
  const open = verdict === 'as-designed' ? '' : ' open'
  return markup`<details${{ markup: open }}><summary><b>${index + 1}. ${name}</b> <span class="badge ${verdict}">${verdict}</span></summary>
<p class="faint">${changes(injected, lifted)}, done at ${clockTime(injectedAt)}; window ${clockTime(window.from)} to ${clockTime(window.until)} UTC</p>
<div class="columns"><div><h3>Claims</h3>${claims(phase)}</div><div><h3>Targets at the end of the window</h3>${targets(phase)}
<h3>Who answered</h3>${shares(phase)}</div></div></details>`
}

function changes(injected: readonly string[], lifted: readonly string[]): string {
  const parts = [
    injected.length > 0 && `injected ${injected.join(', ')}`,
    lifted.length > 0 && `lifted ${lifted.join(', ')}`,
  ].filter((part) => part !== false)
  return parts.join('; ') || 'nothing changed'
}

const marks = { 'as-designed': '✓', 'not-as-designed': '✗', inconclusive: '?' } as const

function claims({ findings }: JournalPhase): Markup {
  const row = ({ claim, seen, verdict }: JournalPhase['findings'][number]) =>
    markup`<tr><td><span class="mark ${verdict}" role="img" aria-label="${verdict}">${marks[verdict]}</span></td><td>${claim}</td><td class="${/^\d+ of \d+$/.test(seen) ? 'id' : ''}">${seen}</td></tr>`
  return markup`<table><thead><tr><th scope="col"><span class="unseen">Verdict</span></th><th scope="col">Claim</th><th scope="col">Seen</th></tr></thead><tbody>${findings.map(row)}</tbody></table>`
}

function targets({ targets: seen }: JournalPhase): Markup {
  const row = ({ id, zone, state, reason = '', description = '' }: JournalPhase['targets'][number]) =>
    markup`<tr><td class="id">${id}</td><td class="id">${zone}</td><td>${state}${(reason || description) && markup`<br><small>${reason} ${description}</small>`}</td></tr>`
  return markup`<table><thead><tr><th scope="col">Target</th><th scope="col">Zone</th><th scope="col">State</th></tr></thead><tbody>${seen.map(row)}</tbody></table>`
}

function shares({ probes, byInstance, byZone, statuses, errors }: JournalPhase): Markup {
  const line = (what: string, counts: Record<string, number>) => {
    const text = Object.entries(counts).map(
      ([key, count]) => `${key} × ${count}${probes > 0 ? ` (${Math.round((count / probes) * 100)} %)` : ''}`,
    )
    return text.length > 0 && markup`<tr><td class="id">${what}</td><td>${text.join(', ')}</td></tr>`
  }
  return markup`<table><tbody>${line('status', statuses)}${line('zone', byZone)}${line('instance', byInstance)}${line('no answer', errors)}</tbody></table>`
}

/** `2026-11-22T10:00:04Z` as `10:00:04`. */
export function clockTime(iso: string): string {
  return iso.slice(11, 19)
}
