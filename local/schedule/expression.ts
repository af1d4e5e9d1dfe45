import { Cron } from 'croner'

/** When something recurs, or happens once, as `rate()`, `cron()` and `at()` say. */
export type Expression =
  | { kind: 'rate'; milliseconds: number; unit: string; value: number }
  | { kind: 'cron'; fields: string }
  /** A time of day in the schedule's own time zone: `2027-01-31T12:00:00`. */
  | { kind: 'at'; time: string }

const unitMilliseconds: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }

/** Reads an expression of EventBridge; undefined where it is none. */
export function readExpression(text: string): Expression | undefined {
  const [, kind, inner = ''] = /^(rate|cron|at)\((.*)\)$/.exec(text.trim()) ?? []
  if (kind === 'rate') return readRate(inner)
  if (kind === 'cron') return readCron(inner)
  if (kind === 'at') return isTime(inner) ? { kind, time: inner } : undefined
  return undefined
}

/** A date of the calendar and a time of day: not 30 February, which `Date` would take for 2 March. */
function isTime(text: string): boolean {
  const time = Date.parse(`${text}Z`)
  return !Number.isNaN(time) && new Date(time).toISOString() === `${text}.000Z`
}

function readRate(text: string): Expression | undefined {
  const [, count = '', unit = ''] = /^([1-9]\d*) (minute|hour|day)s?$/.exec(text.trim()) ?? []
  const milliseconds = Number(count) * (unitMilliseconds[unit] ?? 0)
  return milliseconds > 0 ? { kind: 'rate', milliseconds, unit, value: Number(count) } : undefined
}

/** AWS wants six fields, of which the day of the month or the day of the week is a question mark. */
function readCron(text: string): Expression | undefined {
  const fields = text.trim().split(/\s+/)
  const [minutes = '', hours = '', day = '', month = '', weekday = '', year = ''] = fields
  if (fields.length !== 6 || (day === '?') === (weekday === '?')) return undefined
  const lastWeekday = weekday.toUpperCase() === 'L' ? '7' : weekday
  const pattern = ['0', minutes, hours, day, month, lastWeekday, year].join(' ')
  try {
    cronOf(pattern, 'UTC')
    return { kind: 'cron', fields: pattern }
  } catch {
    return undefined
  }
}

/** Weekdays count from 1 for Sunday, as AWS has them, and steps may stand behind a number: `0/10`. */
const cronOf = (pattern: string, timezone: string) =>
  new Cron(pattern, { timezone, mode: '7-part', alternativeWeekdays: true, sloppyRanges: true, paused: true })

/** The first time after `after` that an expression names; rates count from `start`. Undefined when there is none. */
export function nextDue(expression: Expression, after: number, start: number, timezone = 'UTC'): number | undefined {
  if (expression.kind === 'rate') {
    const periods = Math.floor((after - start) / expression.milliseconds) + 1
    return start + Math.max(0, periods) * expression.milliseconds
  }
  if (expression.kind === 'cron') return nextOfCron(cronOf(expression.fields, timezone), after)
  const due = new Cron(expression.time, { timezone, paused: true }).nextRun(new Date(0))?.getTime()
  return due !== undefined && due > after ? due : undefined
}

/** A time of day that daylight saving time leaves out on some day is left out on that day. */
function nextOfCron(cron: Cron, after: number): number | undefined {
  let due = cron.nextRun(new Date(after))
  while (due && !cron.match(due)) due = cron.nextRun(due)
  return due?.getTime()
}

/** Whether a time zone is one of the IANA database. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
