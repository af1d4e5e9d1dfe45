import { expect, test } from '@jest/globals'
import { ManualClock } from '../../../local/clock.ts'
import { Alarm } from '../../../local/schedule/alarm.ts'
import { isTimeZone, nextDue, readExpression } from '../../../local/schedule/expression.ts'

const start = Date.parse('2026-11-22T10:00:00Z')

/** The next three times of an expression. */
function times(text: string, timezone = 'UTC', after = start): string[] {
  const expression = readExpression(text)
  const found: string[] = []
  for (let at = after; expression && found.length < 3; ) {
    const due = nextDue(expression, at, start, timezone)
    if (due === undefined) break
    found.push(new Date(due).toISOString().replace(':00.000Z', 'Z'))
    at = due
  }
  return found
}

test.each([
  ['rate(5 minutes)', '2026-11-22T10:05Z', '2026-11-22T10:10Z'],
  ['rate(1 day)', '2026-11-23T10:00Z', '2026-11-24T10:00Z'],
  ['cron(15 12 * * ? *)', '2026-11-22T12:15Z', '2026-11-23T12:15Z'],
  ['cron(0/10 9 ? * MON-FRI *)', '2026-11-23T09:00Z', '2026-11-23T09:10Z'],
  ['cron(0 18 ? * 1 *)', '2026-11-22T18:00Z', '2026-11-29T18:00Z'],
  ['cron(0 9 ? * 2#1 *)', '2026-12-07T09:00Z', '2027-01-04T09:00Z'],
  ['cron(0 9 L * ? *)', '2026-11-30T09:00Z', '2026-12-31T09:00Z'],
  ['cron(0 9 3W 1 ? *)', '2027-01-04T09:00Z', '2028-01-03T09:00Z'],
  ['cron(0 9 ? * 6L *)', '2026-11-27T09:00Z', '2026-12-25T09:00Z'],
  ['cron(0 9 ? * L *)', '2026-11-28T09:00Z', '2026-12-05T09:00Z'],
])('%s comes next at %s, then at %s', (text, first, second) => {
  expect(times(text).slice(0, 2)).toEqual([first, second])
})

test('an expression of the past, and a day that never comes, are never due', () => {
  expect(times('at(2020-01-01T00:00:00)')).toEqual([])
  expect(times('cron(0 12 1 1 ? 2020)')).toEqual([])
  expect(times('cron(0 12 31 2 ? *)')).toEqual([])
})

test('times of day are those of the time zone, and those that summer time leaves out do not come', () => {
  expect(times('at(2027-07-01T12:00:00)', 'America/New_York')).toEqual(['2027-07-01T16:00Z'])
  const before = Date.parse('2027-03-13T00:00:00Z')
  expect(times('cron(30 2 * * ? *)', 'America/New_York', before)).toEqual([
    '2027-03-13T07:30Z',
    '2027-03-15T06:30Z',
    '2027-03-16T06:30Z',
  ])
})

test.each([
  'rate(0 minutes)',
  'rate(5)',
  'rate(5 weeks)',
  'cron(0 12 * * * *)',
  'cron(0 12 ? * ? *)',
  'cron(0 12 * *)',
  'cron(61 12 * * ? *)',
  'at(soon)',
  'at(2026-13-01T00:00:00)',
  'at(2027-02-30T00:00:00)',
  'at(2027-01-01T25:00:00)',
  '5 minutes',
])('%s is no expression', (text) => {
  expect(readExpression(text)).toBeUndefined()
})

test('time zones are those of the IANA database', () => {
  expect(isTimeZone('Europe/Berlin')).toBe(true)
  expect(isTimeZone('Nowhere/Land')).toBe(false)
})

test('an alarm rings at each due time, also one that is months away, until it is cancelled', async () => {
  const clock = new ManualClock(start)
  const rung: number[] = []
  const days = 40 * 86_400_000
  const alarm = new Alarm(
    clock,
    (after) => after + days,
    (due) => rung.push(due),
  )
  alarm.start(start)
  await clock.advance(2 * days + 1)
  expect(rung).toEqual([start + days, start + 2 * days])
  alarm.cancel()
  await clock.advance(days)
  expect(rung).toHaveLength(2)
})
