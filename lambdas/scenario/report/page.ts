import type { Journal } from '../journal.ts'
import type { Verdict } from '../judging/finding.ts'
import type { Samples } from '../judging/sample.ts'
import { type Markup, markup } from './markup.ts'
import { clockTime, phaseDetails } from './phase-details.ts'
import { style } from './style.ts'
import { targetHistory } from './target-history.ts'
import { clock } from './time-axis.ts'
import { timeline } from './timeline.ts'
import { verdictTable } from './verdict-table.ts'

const wide = { width: 1_170, labels: 160, bins: 200, ticks: 14 }
const narrow = { width: 362, labels: 40, bins: 90, ticks: 5 }

/** The report of a run: one page of HTML that needs no network, no script and no other file. */
export function reportPage(journal: Journal, samples: Samples): string {
  const { service, scenario, startedAt, execution, phases } = journal
  const { text, kind } = headline(journal)
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${scenario} on ${service}: ${text}</title>
<style>${{ markup: style }}</style>
</head>
<body>
<main>
<header>
<div><h1>${scenario} on ${service}</h1><p class="faint">${startedAt.slice(0, 16).replace('T', ' ')} UTC</p></div>
<span class="badge ${kind}">${text}</span>
</header>
${tiles(journal, samples)}
${ending(journal)}${differences(journal)}
<h2>What happened</h2>
<section class="card">
${legend}
${drawn(timeline(journal, samples, wide), 'wide')}${drawn(timeline(journal, samples, narrow), 'narrow')}
<p class="faint small">Numbers at the top are the phases below, in the colour of their verdicts; shaded is the window in which a promise was held against what was seen.</p>
${targetHistory(samples.looks)}
</section>
<h2>What the design promises, and what was seen</h2>
<section class="card">${verdictTable(phases)}</section>
<h2>Phase by phase</h2>
<section class="card">${phases.map(phaseDetails)}</section>
<p class="faint small">Execution ${execution}. Intervals are exact (Clopper-Pearson) at 95 %. Times are seconds of wall time: to effect from the end of the injection, to detect from the start of the phase, to recover from the first failed request or target.</p>
</main>
</body>
</html>
`.markup
}

function drawn({ markup: svg }: Markup, kind: string): Markup {
  return { markup: svg.replace('<svg ', `<svg class="${kind}" `) }
}

/** An error is worse news than any verdict. */
function headline({ ended, verdict }: Journal): { text: string; kind: Verdict } {
  return ended ? { text: ended.error, kind: 'not-as-designed' } : { text: verdict, kind: verdict }
}

function ending({ ended, unjudged }: Journal): Markup {
  const phase = ({ name, startedAt, injects }: Journal['unjudged'][number]) =>
    markup`<li><b>${name}</b>${injects.length > 0 && `, which injects ${injects.join(', ')}`}: ${startedAt ? `begun at ${clockTime(startedAt)}` : 'not begun'}</li>`
  return markup`${ended && markup`<h2>Why the run ended</h2><section class="card"><p><b>${ended.error}</b></p><p>${ended.cause}</p></section>`}${
    unjudged.length > 0 &&
    markup`<h2>Phases that were not judged</h2><section class="card"><ul>${unjudged.map(phase)}</ul></section>`
  }`
}

function tiles({ phases, unjudged, observe }: Journal, { probes }: Samples): Markup {
  const met = phases.filter(({ verdict }) => verdict === 'as-designed').length
  const failed = probes.filter(({ answer }) => answer === 'error').length
  const unsent = probes.filter(({ answer }) => answer === 'unsent').length
  const seconds = ((probes.at(-1)?.sentAt ?? 0) - (probes[0]?.sentAt ?? 0)) / 1_000
  return markup`<ul class="tiles">
<li><b>${met} of ${phases.length + unjudged.length}</b>phases as designed</li>
<li><b>${clock(seconds)}</b>minutes watched</li>
<li><b>${probes.length - unsent}</b>requests, ${observe.perSecond} per second</li>
<li><b>${failed}</b>of them failed</li>${
    unsent > 0 &&
    markup`
<li><b>${unsent}</b>never left the prober</li>`
  }
</ul>`
}

function differences({ differences: lines }: Journal): Markup | undefined {
  if (lines.length === 0) return undefined
  return markup`<h2>Not as designed, or not certain</h2><section class="card"><ul>${lines.map((line) => markup`<li>${line}</li>`)}</ul></section>`
}

const legend = markup`<ul class="legend"><li><i class="table"></i>from the table, healthy</li><li><i class="static"></i>static answer</li><li><i class="error"></i>failed, unhealthy</li><li><i class="initial"></i>initial</li><li><i class="draining"></i>draining</li><li><i class="failure"></i>failure in place</li></ul>`
