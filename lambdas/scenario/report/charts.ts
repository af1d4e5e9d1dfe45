import type { Bin } from './bins.ts'
import { type Markup, markup } from './markup.ts'
import { caption, type Part } from './part.ts'
import { round, type TimeAxis, xOf } from './time-axis.ts'

const requestHeight = 120
const latencyHeight = 64

/** Bars of each piece of time, stacked: failures are on top, where they are seen. */
export function requestChart(axis: TimeAxis, bins: readonly Bin[]): Part {
  const most = niceTop(bins.map(({ perSecond }) => perSecond.table + perSecond.static + perSecond.error))
  const bar = (bin: Bin, bottom: number) => {
    const [left, right] = [xOf(axis, bin.from), xOf(axis, bin.until)]
    const width = round(Math.max(0.5, right - left - 0.6))
    let y = bottom
    return (['table', 'static', 'error'] as const).map((source) => {
      const height = round((bin.perSecond[source] / most) * requestHeight)
      y = round(y - height)
      return height > 0 && markup`<rect class="${source}" x="${left}" y="${y}" width="${width}" height="${height}"/>`
    })
  }
  return {
    height: requestHeight,
    draw: (top) =>
      markup`${caption(axis, top, 'requests per second, by what answered')}${scale(axis, top, requestHeight, most, '/s')}<g>${bins.map((bin) => bar(bin, top + requestHeight))}</g>`,
  }
}

/** Half of the answers came within the solid line, 95 % within the dashed one. */
export function latencyChart(axis: TimeAxis, bins: readonly Bin[]): Part {
  const known = bins.flatMap(({ from, until, latencyMs }) =>
    latencyMs ? [{ at: (from + until) / 2, ...latencyMs }] : [],
  )
  const most = niceTop(known.map(({ p95 }) => p95))
  const line = (quantile: 'p50' | 'p95', top: number) =>
    known.map((each) => `${xOf(axis, each.at)},${round(top + latencyHeight * (1 - each[quantile] / most))}`).join(' ')
  return {
    height: latencyHeight,
    draw: (top) =>
      markup`${caption(axis, top, 'latency: p50, and p95 dashed')}${scale(axis, top, latencyHeight, most, ' ms')}<polyline class="p95" points="${line('p95', top)}"/><polyline class="p50" points="${line('p50', top)}"/>`,
  }
}

function scale({ left, width }: TimeAxis, top: number, height: number, most: number, unit: string): Markup {
  const lines = [0, 0.5, 1].map((share) => {
    const y = round(top + height - share * height)
    return markup`<line class="grid" x1="${left}" x2="${left + width}" y1="${y}" y2="${y}"/><text class="axis end" x="${left - 6}" y="${y + 4}">${round(most * share)}${share === 1 && unit}</text>`
  })
  return markup`${lines}`
}

/** The next round number that is not below any value. */
function niceTop(values: readonly number[]): number {
  const most = values.reduce((a, b) => Math.max(a, b), 0)
  if (most === 0) return 1
  const magnitude = 10 ** Math.floor(Math.log10(most))
  return ([1, 1.2, 1.6, 2, 3, 4, 5, 6, 8, 10].find((factor) => factor * magnitude >= most) ?? 10) * magnitude
}
