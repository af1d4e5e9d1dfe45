import type { Journal, JournalPhase } from '../journal.ts'
import type { Samples } from '../judging/sample.ts'
import { bandsOf } from './bands.ts'
import { binsOf } from './bins.ts'
import { latencyChart, requestChart } from './charts.ts'
import { type Markup, markup } from './markup.ts'
import type { Layout, Part } from './part.ts'
import { failureRows, targetRows } from './rows.ts'
import { failureSpans } from './spans.ts'
import { round, type TimeAxis, ticks, xOf } from './time-axis.ts'

const topMargin = 62
const gap = 34
const pixelsPerLetter = 6.4

/** The run from left to right: requests by what answered, latency, failures in place, and a band for each target. */
export function timeline({ phases }: Journal, { probes, looks }: Samples, layout: Layout): Markup {
  const times = [...probes.map(({ sentAt }) => sentAt), ...looks.map(({ at }) => at)]
  if (times.length === 0) return markup`<p>Nothing was observed.</p>`
  const from = times.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY)
  const until = times.reduce((most, time) => Math.max(most, time), 0) + 1
  const axis = { from, until, left: layout.labels, width: layout.width - layout.labels - 12 }
  const bins = binsOf(axis, probes, layout.bins)
  const spans = failureSpans(phases, until)
  const parts = [
    requestChart(axis, bins),
    latencyChart(axis, bins),
    ...(spans.length > 0 ? [failureRows(axis, spans, layout)] : []),
    targetRows(axis, bandsOf(looks, until), layout),
  ]
  return drawing(axis, parts, phases, layout)
}

function drawing(
  axis: TimeAxis,
  parts: Part[],
  phases: readonly JournalPhase[],
  { width, ticks: most }: Layout,
): Markup {
  let top = topMargin
  const drawn = parts.map((part) => {
    const here = part.draw(top)
    top += part.height + gap
    return here
  })
  const bottom = top - gap + 6
  const size = markup`viewBox="0 0 ${width} ${bottom + 24}" width="${width}" height="${bottom + 24}"`
  return markup`<svg ${size} role="img" aria-label="Timeline of the run">
${phases.map((phase, index) => phaseColumn(axis, phase, index, phases[index + 1]?.startedAt, bottom))}${drawn}${timeTicks(axis, most, bottom)}</svg>`
}

/** The border where a phase begins, the window in which it was judged, and above them its number and, if it fits, its name. */
function phaseColumn(
  axis: TimeAxis,
  phase: JournalPhase,
  index: number,
  next: string | undefined,
  bottom: number,
): Markup {
  const { name, verdict, startedAt, window } = phase
  const left = xOf(axis, Date.parse(startedAt))
  const right = next ? xOf(axis, Date.parse(next)) : axis.left + axis.width
  const [open, close] = [xOf(axis, Date.parse(window.from)), xOf(axis, Date.parse(window.until))]
  const middle = round((left + right) / 2)
  const fits = name.length * pixelsPerLetter < right - left
  return markup`<g><title>${index + 1}. ${name}: ${verdict}</title>
<rect class="window" x="${open}" y="${topMargin - 20}" width="${round(Math.max(0, close - open))}" height="${bottom - topMargin + 20}"/>
<line class="border" x1="${left}" x2="${left}" y1="4" y2="${bottom}"/>
<circle class="chip ${verdict}" cx="${middle}" cy="13" r="9"/><text class="chip-text" x="${middle}" y="17">${index + 1}</text>
${fits && markup`<text class="axis middle" x="${middle}" y="35">${name}</text>`}</g>`
}

function timeTicks(axis: TimeAxis, most: number, bottom: number): Markup[] {
  return ticks(axis, most).map(({ time, label }) => {
    const x = xOf(axis, time)
    return markup`<line class="tick" x1="${x}" x2="${x}" y1="${bottom}" y2="${bottom + 4}"/><text class="axis middle" x="${x}" y="${bottom + 17}">${label}</text>`
  })
}
