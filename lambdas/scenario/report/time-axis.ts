/** A stretch of wall time laid over a number of pixels. Times are milliseconds since the epoch. */
export interface TimeAxis {
  from: number
  until: number
  left: number
  width: number
}

const steps = [0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200]

/** Where a time lies, in pixels; what lies outside is moved to the edge. */
export function xOf({ from, until, left, width }: TimeAxis, time: number): number {
  const share = (Math.min(until, Math.max(from, time)) - from) / Math.max(1, until - from)
  return round(left + share * width)
}

/** The smallest handy number of seconds that cuts the axis into at most `most` pieces. */
export function stepSeconds({ from, until }: TimeAxis, most: number): number {
  const seconds = (until - from) / 1_000
  return steps.find((step) => seconds / step <= most) ?? Math.ceil(seconds / most)
}

/** Times at even steps from the start of the axis, with the label that says how long after it. */
export function ticks(axis: TimeAxis, most: number): { time: number; label: string }[] {
  const step = stepSeconds(axis, most)
  const count = Math.floor((axis.until - axis.from) / 1_000 / step)
  return Array.from({ length: count + 1 }, (_, index) => {
    return { time: axis.from + index * step * 1_000, label: clock(index * step) }
  })
}

/** `75` as `1:15`. */
export function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`
}

/** Pixels to a tenth: more is not seen and makes the page longer. */
export function round(pixels: number): number {
  return Math.round(pixels * 10) / 10
}
