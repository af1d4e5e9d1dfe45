import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { Budget } from '../../../local/asl/expression/budget.ts'
import { evaluate } from '../../../local/asl/expression/evaluate.ts'
import { referencesOf } from '../../../local/asl/expression/references.ts'
import { sourceOf } from '../../../local/asl/expression/source.ts'
import { fill } from '../../../local/asl/expression/template.ts'
import { fillInteger, fillTyped } from '../../../local/asl/expression/typed-field.ts'
import type { Json } from '../../../local/json.ts'

const now = Date.parse('2026-01-01T00:00:00Z')
const scope = (input: Json = {}, variables: Record<string, Json> = {}) => ({
  states: { input, context: {} },
  variables,
  now,
})
const value = (source: string, input?: Json, variables?: Record<string, Json>) =>
  evaluate(source, 'Output', scope(input, variables))
const failure = (source: string, input?: Json) =>
  value(source, input).then(
    (result) => `gave ${JSON.stringify(result)}`,
    (error) => error.cause,
  )

describe('an expression', () => {
  test('is what stands between {% and %}, with nothing around them', () => {
    expect(sourceOf('{% 1 + 1 %}')).toBe('1 + 1')
    expect(sourceOf('{%1%}')).toBe('1')
    for (const text of [' {% 1 %}', '{% 1 %} ', '{%}', 'x', '', 1, null]) expect(sourceOf(text)).toBeUndefined()
  })

  test('sees the state through $states and the variables by name', async () => {
    expect(await value('$states.input.a & $b.c[1]', { a: 'x' }, { b: { c: [0, 'y'] } })).toBe('xy')
  })

  test('gives plain JSON, whatever JSONata keeps with its arrays', async () => {
    const result = (await value('$states.input.a.b', { a: [{ b: 1 }, { b: 2 }] })) as Json[]
    expect(Object.getOwnPropertyNames(result)).toEqual(['0', '1', 'length'])
  })

  test('cannot change what it reads', async () => {
    const input = { list: [2, 1] }
    const result = (await value('$states.input.list', input)) as Json[]
    result.push(0)
    expect(input).toEqual({ list: [2, 1] })
  })

  test('tells the time of the cloud', async () => {
    expect(await value('[$millis(), $now(), $now("[Y]-[M01]")]')).toEqual([now, '2026-01-01T00:00:00.000Z', '2026-01'])
  })

  test.each([
    ['$states.input.no', 'returned nothing (undefined).'],
    ['function($x) { $x }', 'returned an unsupported result type.'],
    ['$sum', 'returned an unsupported result type.'],
    ['{ "a": [$sum] }', 'returned an unsupported result type.'],
    [
      '$contains("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /^(a+)+$/)',
      'threw an error during evaluation: Expression evaluation timeout: Check for infinite loop',
    ],
    [
      '$uppercase(1)',
      'threw an error during evaluation. T0410: Argument 1 of function "uppercase" does not match function signature',
    ],
    [
      '1 + "a"',
      'threw an error during evaluation. T2002: The right side of the "+" operator must evaluate to a number',
    ],
    ['$error("no luck")', 'threw an error during evaluation. D3137: no luck'],
    ['$eval("1")', 'threw an error during evaluation. T1006: Attempted to invoke a non-function'],
  ])('%s fails with States.QueryEvaluationError', async (source, words) => {
    expect(await failure(source)).toBe(`The JSONata expression '${source}' specified for the field 'Output' ${words}`)
    await expect(value(source)).rejects.toMatchObject({ error: 'States.QueryEvaluationError' })
  })

  test('with a regular expression that tries endlessly is ended', async () => {
    expect(await failure(`$match("${'a'.repeat(40)}b", /^(a|a)+$/)`)).toContain('Expression evaluation timeout')
  })

  test.each([
    '$count($map([1..100], function($i) { [1..10000000] }))',
    '$count($map([1..100], function($i) { $range(1, 100000, 1) }))',
    '$count($sort($shuffle([1..80000])))',
    '$count([1..80000]^(-$))',
    '$count($distinct([1..200000]))',
    '$length($pad("x", 100000000))',
  ])('that makes too much fails before the memory is gone: %s', async (source) => {
    const words = 'Expression evaluation memory limit exceeded: Check for excessive memory usage'
    expect(await failure(source)).toContain(words)
  })

  test('that never ends is ended, as is one that only goes deeper', () => {
    const endless = new Budget(-1)
    const deep = new Budget()
    const enter = (budget: Budget, steps: number) => {
      for (let step = 0; step < steps; step++) budget.enter()
    }
    expect(() => enter(endless, 1)).toThrow('Expression evaluation timeout: Check for infinite loop')
    expect(() => enter(deep, 50_000)).toThrow('Stack overflow error: Check for non-terminating recursive function.')
  })
})

describe('the functions of Step Functions', () => {
  test.each<[string, Json]>([
    ['$pad("x", -3, "ab") & $pad("x", 3) & "|"', 'abxx  |'],
    ['$sort($distinct([3, 1, 3, 2]))', [1, 2, 3]],
    ['$partition([1,2,3,4,5], 2)', [[1, 2], [3, 4], [5]]],
    ['$partition([1,2,3], 2.9)', [[1, 2], [3]]],
    ['$range(1, 9, 4)', [1, 5, 9]],
    ['$range(3, 0, -1.5)', [3, 2, 1, 0]],
    ['$range(2, 2, 1)', 2],
    ['$hash("x", "MD5")', '9dd4e461268c8034f5c8564e155c67a6'],
    ['$hash("x", "SHA-1")', '11f6ad8ec52a2984abaafd7c3b516503785c2072'],
    ['$length($hash("ü", "SHA-512"))', 128],
    ['$random(42)', 0.7275636800328681],
    ['$random(0)', 0.730967787376657],
    ['$random(7)', 0.7306990420600421],
    ['$parse("{\\"a\\": [1, null]}").a', [1, null]],
    ['$match($uuid(), /^[0-9a-f]{8}-[0-9a-f]{4}-4/).index', 0],
    ['$random() < 1 and $random() != $random()', true],
  ])('%s gives %j', async (source, result) => {
    expect(await value(source)).toEqual(result)
  })

  test.each([
    ['$hash("x", "SHA-3")', 'D3137: Unsupported hash algorithm: SHA-3'],
    ['$parse("{")', 'D3137: Invalid JSON'],
    ['$partition([1], -1)', 'D3137: Second argument must be zero or greater'],
    ['$uuid(1)', 'T0410'],
    ['$range(1, 400000, 1)', 'Expression evaluation memory limit exceeded: Check for excessive memory usage'],
    ['$range(1, 5, 0)', 'returned nothing (undefined).'],
    ['$hash("x")', 'returned nothing (undefined).'],
  ])('%s fails', async (source, words) => {
    expect(await failure(source)).toContain(words)
  })
})

describe('a template', () => {
  test('has its expressions replaced, at any depth', async () => {
    const template = { a: ['{% $states.input %}', { 'b c': '{% null %}' }], plain: ' {% 1 %}' }
    expect(await fill(template, 'Output', scope(7))).toEqual({ a: [7, { 'b c': null }], plain: ' {% 1 %}' })
  })

  test('names the field that fails by its place', async () => {
    const template = { a: [1, { b: '{% $states.input.no %}' }] }
    await expect(fill(template, 'Arguments', scope())).rejects.toMatchObject({
      cause: expect.stringContaining("for the field 'Arguments/a[1]/b'"),
    })
  })

  test('without an expression is what it says', () =>
    fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (json) => {
        fc.pre(!JSON.stringify(json).includes('{%'))
        expect(await fill(json as Json, 'Output', scope())).toEqual(json)
      }),
    ))

  test('hands any data through as it is', () =>
    fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (json) => {
        const data = JSON.parse(JSON.stringify(json)) as Json
        expect(await fill('{% $states.input %}', 'Output', scope(data))).toEqual(data)
        expect(await fill({ kept: '{% $v %}' }, 'Output', scope({}, { v: data }))).toEqual({ kept: data })
      }),
    ))
})

describe('a field of one type', () => {
  test('refuses a value of another', async () => {
    await expect(fillTyped('number', '{% "1" %}', 'Seconds', scope())).rejects.toMatchObject({
      error: 'States.QueryEvaluationError',
      cause: `The JSONata expression '"1"' specified for the field 'Seconds' returned an unexpected result type. Expected 'number', but was 'string' for value: "1"`,
    })
    await expect(fillTyped('array', '{% null %}', 'Items', scope())).rejects.toMatchObject({
      cause: expect.stringContaining("Expected 'array', but was 'null' for value: null"),
    })
  })

  test('refuses a number that is not whole or out of bounds', async () => {
    const seconds = (template: Json) => fillInteger(template, 'Seconds', scope(), { from: 0, to: 9 })
    expect(await seconds('{% 3 * 3 %}')).toBe(9)
    await expect(seconds('{% 1.5 %}')).rejects.toMatchObject({ cause: expect.stringContaining('as an integer: 1.5') })
    await expect(seconds('{% 10 %}')).rejects.toMatchObject({ cause: expect.stringContaining('between 0 and 9: 10') })
  })
})

describe('what an expression refers to', () => {
  const found = (source: string) => {
    const { variables, states, topLevel, root } = referencesOf(source)
    return { variables: [...variables], states: [...states], topLevel: [...topLevel], root }
  }
  const nothing = { variables: [], states: [], topLevel: [], root: false }

  test.each<[string, Partial<typeof nothing> | Record<string, unknown>]>([
    ['$a + $states.input.b[c > $d]', { variables: ['a', 'd'], states: ['input'] }],
    ['($x := 1; $x + $y)', { variables: ['y'] }],
    ['$map($list, function($v, $i) { $v + $i + $n })', { variables: ['list', 'n'] }],
    ['$list.{"k": name, "v": $.value}', { variables: ['list'] }],
    ['$list@$item.$item.n', { variables: ['list'] }],
    ['$list#$i.($i + n)', { variables: ['list'] }],
    ['$list^(>price, name)', { variables: ['list'] }],
    ['$list{category: $sum(price)}', { variables: ['list'] }],
    ['$states.input ~> |$|{"a": b}, ["c"]|', { states: ['input'] }],
    ['name', { topLevel: ['name'] }],
    ['$', { topLevel: ['$'] }],
    ['$.a', { topLevel: ['$'] }],
    ['*', { topLevel: ['*'] }],
    ['$$', { root: true }],
    ['$list.($$.a)', { variables: ['list'], root: true }],
    ['$fact := function($n) { $n < 2 ? 1 : $n * $fact($n - 1) }', {}],
    ['$exists($a) ? $b : $c', { variables: ['a', 'b', 'c'] }],
    ['$range(1, $n, 1)', { variables: ['n'] }],
  ])('%s', (source, references) => {
    expect(found(source)).toEqual({ ...nothing, ...references })
  })
})
