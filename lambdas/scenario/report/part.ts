import { type Markup, markup } from './markup.ts'
import type { TimeAxis } from './time-axis.ts'

/** How a timeline is drawn: its pixels, how fine, and whether there is room for names. */
export interface Layout {
  width: number
  /** Room on the left for labels; with less than a hundred pixels those of rows go above them. */
  labels: number
  bins: number
  ticks: number
}

/** One part of a timeline: how high it is, and what it shows below a line. */
export interface Part {
  height: number
  draw(top: number): Markup
}

/** What a part shows, on the line above it. */
export function caption({ left }: TimeAxis, top: number, text: string): Markup {
  return markup`<text class="caption" x="${left + 4}" y="${top - 9}">${text}</text>`
}
