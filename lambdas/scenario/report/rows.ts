import type { TargetBands } from './bands.ts'
import { type Markup, markup } from './markup.ts'
import { caption, type Layout, type Part } from './part.ts'
import type { FailureSpan } from './spans.ts'
import { round, type TimeAxis, xOf } from './time-axis.ts'

interface Row {
  label: string
  draw(y: number): Markup[]
}

/** A row for each failure, with a bar for as long as it was in place. */
export function failureRows(axis: TimeAxis, spans: readonly FailureSpan[], layout: Layout): Part {
  const byName = [...Map.groupBy(spans, ({ name }) => name)]
  const bar = ({ name, from, until }: FailureSpan, y: number) =>
    markup`<rect class="failure" x="${xOf(axis, from)}" y="${y + 2}" width="${widthOf(axis, from, until, 2)}" height="10" rx="2"><title>${name}</title></rect>`
  const rows = byName.map(([label, own]) => ({ label, draw: (y: number) => own.map((span) => bar(span, y)) }))
  return rowsPart(axis, 'failures in place', rows, layout)
}

/** A row for each target, coloured by its state. */
export function targetRows(axis: TimeAxis, targets: readonly TargetBands[], layout: Layout): Part {
  const rows = targets.map(({ id, zone, bands }) => ({
    label: `${zone.slice(-1)}  ${id.length > 14 ? `${id.slice(0, 5)}…${id.slice(-6)}` : id}`,
    draw: (y: number) =>
      bands.map(
        ({ from, until, state, reason }) =>
          markup`<rect class="state ${state}" x="${xOf(axis, from)}" y="${y}" width="${widthOf(axis, from, until, 1)}" height="14"><title>${id} in ${zone}: ${state} ${reason}</title></rect>`,
      ),
  }))
  return rowsPart(axis, 'targets by zone, and their health', rows, layout)
}

function rowsPart(axis: TimeAxis, title: string, rows: readonly Row[], layout: Layout): Part {
  const beside = layout.labels > 100
  const step = beside ? 22 : 34
  const row = ({ label, draw }: Row, y: number) => {
    const text = beside
      ? markup`<text class="label end" x="${axis.left - 10}" y="${y + 11}">${label}</text>`
      : markup`<text class="label" x="${axis.left}" y="${y + 9}">${label}</text>`
    return markup`${text}${draw(beside ? y : y + 13)}`
  }
  return {
    height: Math.max(0, rows.length * step - 8),
    draw: (top) => markup`${caption(axis, top, title)}${rows.map((each, index) => row(each, top + index * step))}`,
  }
}

function widthOf(axis: TimeAxis, from: number, until: number, least: number): number {
  return round(Math.max(least, xOf(axis, until) - xOf(axis, from)))
}
