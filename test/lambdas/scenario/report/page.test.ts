import { describe, expect, test } from '@jest/globals'
import { type Journal, journalOf } from '../../../../lambdas/scenario/journal.ts'
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

  test('of a run that ended with an error says so before any verdict, and which phases it never came to', () => {
    const { run, records } = story()
    const ended = { error: 'NOT_RESTORED', cause: 'healthy targets: were 3, are 2' }
    const cut = journalOf(
      run,
      [...records.slice(0, 3), { index: 3, name: 'bad-credentials', startedAt: 1_790_000_000_000 }],
      ended,
    )
    expect(cut).toMatchObject({
      verdict: 'inconclusive',
      ended,
      unjudged: [{ name: 'bad-credentials' }, {}, {}, {}, {}],
    })
    const report = reportPage(cut, samples)
    expect(report).toMatch(/<title>[^<]*: NOT_RESTORED<\/title>/)
    expect(report).toMatch(/<header>.*badge not-as-designed">NOT_RESTORED<.*<\/header>/s)
    expect(report).toContain('healthy targets: were 3, are 2')
    expect(report).toContain('<b>3 of 8</b>phases as designed')
    expect(report).toContain('<b>bad-credentials</b>, which injects bad-credentials: begun at')
    expect(report).toContain('<b>recovery</b>: not begun')
  })

  test('of a run whose phases were all well is not as designed where the service was not restored', () => {
    const { run, records } = story()
    expect(journalOf(run, records, { error: 'NOT_RESTORED', cause: '' }).verdict).toBe('inconclusive')
  })

  test('tells in words what each target did', () => {
    expect(page).toMatch(/i-0dec0ded000000004<.*?<li>[\d:]+ to [\d:]+: initial \(Elb\.InitialHealthChecking\)<\/li>/s)
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
