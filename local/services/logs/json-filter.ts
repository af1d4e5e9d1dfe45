import { any, matchesMarked } from '../../wildcard.ts'
import { type Filter, invalidPattern } from './filter.ts'

type Test = (event: unknown) => boolean

const token = /\s*(\(|\)|&&|\|\||!=|<=|>=|=|<|>|"(?:[^"\\]|\\.)*"|\$(?:\.[\w-]+|\[\d+\]|\["[^"]+"\])+|[^\s()&|!=<>"]+)/y

/**
 * The test of a JSON filter pattern such as `{ $.level = "ERROR" && ($.status >= 500 || $.retry NOT EXISTS) }`.
 * A message that is no JSON object never matches.
 */
export function jsonFilter(pattern: string): Filter {
  if (!pattern.endsWith('}')) throw invalidPattern('the last brace is missing')
  const test = new Parser(tokensOf(pattern.slice(1, -1).trim())).parse()
  return (message) => {
    const event = parsed(message)
    return typeof event === 'object' && event !== null && test(event)
  }
}

class Parser {
  readonly #tokens: string[]

  constructor(tokens: string[]) {
    this.#tokens = tokens
  }

  parse(): Test {
    const test = this.#any()
    if (this.#tokens.length > 0) throw invalidPattern(`unexpected ${this.#tokens[0]}`)
    return test
  }

  #any(): Test {
    const tests = [this.#all()]
    while (this.#take('||')) tests.push(this.#all())
    return (event) => tests.some((test) => test(event))
  }

  #all(): Test {
    const tests = [this.#one()]
    while (this.#take('&&')) tests.push(this.#one())
    return (event) => tests.every((test) => test(event))
  }

  #one(): Test {
    if (!this.#take('(')) return this.#comparison()
    const test = this.#any()
    if (!this.#take(')')) throw invalidPattern('a parenthesis is not closed')
    return test
  }

  #comparison(): Test {
    const path = pathOf(this.#next())
    const operator = this.#next()
    if (operator === 'NOT' && this.#take('EXISTS')) return (event) => valueAt(event, path) === undefined
    if (operator === 'IS') {
      const expected = { TRUE: true, FALSE: false, NULL: null }[this.#next()]
      if (expected === undefined) throw invalidPattern('IS takes TRUE, FALSE or NULL')
      return (event) => valueAt(event, path) === expected
    }
    return comparison(path, operator, this.#next())
  }

  #take(expected: string): boolean {
    if (this.#tokens[0] !== expected) return false
    this.#tokens.shift()
    return true
  }

  #next(): string {
    const next = this.#tokens.shift()
    if (next === undefined) throw invalidPattern('it ends too early')
    return next
  }
}

function comparison(path: string[], operator: string, operand: string): Test {
  if (operator === '=') return (event) => equals(valueAt(event, path), operand)
  if (operator === '!=') {
    return (event) => valueAt(event, path) !== undefined && !equals(valueAt(event, path), operand)
  }
  const limit = Number(operand)
  const orders = {
    '<': (value: number) => value < limit,
    '<=': (value: number) => value <= limit,
    '>': (value: number) => value > limit,
    '>=': (value: number) => value >= limit,
  }
  const holds = orders[operator as keyof typeof orders]
  if (!holds || Number.isNaN(limit)) throw invalidPattern(`${operator} ${operand}`)
  return (event) => {
    const value = valueAt(event, path)
    return typeof value === 'number' && holds(value)
  }
}

/** A string matches with `*` for anything; a bare number matches a number. */
function equals(value: unknown, operand: string): boolean {
  if (typeof value === 'number') return value === Number(operand)
  if (typeof value !== 'string') return false
  const text = operand.replace(/^"(.*)"$/s, '$1')
  return matchesMarked(text.replaceAll('*', any), value)
}

function tokensOf(text: string): string[] {
  const tokens: string[] = []
  token.lastIndex = 0
  while (token.lastIndex < text.length) {
    const start = token.lastIndex
    const found = token.exec(text)?.[1]
    if (found === undefined) throw invalidPattern(text.slice(start))
    tokens.push(found)
  }
  return tokens
}

function pathOf(selector: string): string[] {
  if (!selector.startsWith('$')) throw invalidPattern(`${selector} is no selector`)
  return [...selector.matchAll(/\.([\w-]+)|\[(\d+)\]|\["([^"]+)"\]/g)].map(([, a, b, c]) => a ?? b ?? c ?? '')
}

function valueAt(event: unknown, path: string[]): unknown {
  let value = event
  for (const key of path) value = (value as Record<string, unknown> | null | undefined)?.[key]
  return value
}

function parsed(message: string): unknown {
  try {
    return JSON.parse(message)
  } catch {
    return undefined
  }
}
