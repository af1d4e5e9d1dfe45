import { describe, expect, test } from '@jest/globals'
import type { Journal } from '../../../../lambdas/scenario/journal.ts'
import { bandsOf } from '../../../../lambdas/scenario/report/bands.ts'
import { markup } from '../../../../lambdas/scenario/report/markup.ts'
import { reportPage } from '../../../../lambdas/scenario/report/page.ts'
import { failureSpans } from '../../../../lambdas/scenario/report/spans.ts'
import { story } from './story.ts'

const { journal, samples } = story()
const page = reportPage(journal, samples)

describe('the report', () => {
  test('needs no script, no network and no other file', () => {
    expect(page).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|https?:|src=|href=|\son\w+=/i)
  })

  test('shows every phase with its promise and verdict, and every number with its unit', () => {
    for (const { name, promise } of journal.phases) {
      expect(page).toContain(name)
      expect(page).toContain(promise)
    }
    expect(page.match(/class="badge as-designed"/g)?.length).toBeGreaterThanOrEqual(2 * journal.phases.length)
    expect(page).toMatch(/>\d+ ms<|> \d+ ms</)
    expect(page).toContain('100 % static')
    expect(page).toContain('66.7 % table')
  })

  test('is well formed', () => {
    const open: string[] = []
    const alone = /^(meta|br|rect|line|circle|polyline|!doctype)$/i
    for (const [, close, name = '', selfClosed] of page.matchAll(/<(\/?)([!\w]+)[^>]*?(\/?)>/g)) {
      if (alone.test(name) || selfClosed) {
        if (!selfClosed || close) continue
      } else if (close) expect([open.pop(), name]).toEqual([name, name])
      else open.push(name)
    }
    expect(open).toEqual([])
  })

  test('says what was not as designed', () => {
    const spoilt: Journal = {
      ...journal,
      verdict: 'not-as-designed',
      differences: ['broken: every answer error: 3 of 40'],
    }
    expect(reportPage(spoilt, samples)).toContain('<li>broken: every answer error: 3 of 40</li>')
  })

  test('of a run that saw nothing says so', () => {
    expect(reportPage({ ...journal, phases: [] }, { probes: [], looks: [] })).toContain('Nothing was observed.')
  })

  test('stays small for a run of an hour at 50 requests a second', () => {
    const [first] = samples.probes
    if (!first) throw new Error('no probe')
    const probes = Array.from({ length: 180_000 }, (_, index) => ({ ...first, sentAt: first.sentAt + index * 20 }))
    expect(reportPage(journal, { ...samples, probes }).length).toBeLessThan(200_000)
  })
})

describe('its parts', () => {
  test('escape what they are given', () => {
    expect(markup`<b title="${'"><i>'}">${['<', 1]}</b>`.markup).toBe('<b title="&quot;&gt;&lt;i&gt;">&lt;1</b>')
  })

  test('draw a target as one band for as long as its state lasts', () => {
    const states = ['healthy', 'healthy', 'draining', undefined, 'healthy']
    const looks = states.map((state, at) => ({ at, targets: state ? [{ id: 'i-1', zone: 'a', state }] : [] }))
    expect(bandsOf(looks, 9)[0]?.bands).toEqual([
      { from: 0, until: 2, state: 'healthy', reason: '' },
      { from: 2, until: 3, state: 'draining', reason: '' },
      { from: 4, until: 9, state: 'healthy', reason: '' },
    ])
  })

  test('show a failure from its injection to its lifting, and one that stays to the end', () => {
    const spans = failureSpans(journal.phases, Number.MAX_SAFE_INTEGER)
    const broken = spans.filter(({ name }) => name === 'broken-dependency')
    expect(broken.map(({ from, until }) => (until - from) / 1_000)).toEqual([39.6, 19.6])
    const guard = spans.find(({ name }) => name === 'replacement-suspended')
    expect(guard?.until).toBe(Number.MAX_SAFE_INTEGER)
  })
})
