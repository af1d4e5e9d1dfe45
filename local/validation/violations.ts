import type { Constraints, Shape } from './constraints.ts'
import { expressionOf } from './expression.ts'

/** What an operation's input breaks of AWS's model, each in AWS's words. */
export function violations({ operations, shapes }: Constraints, operation: string, input: unknown): string[] {
  const shape = operations[operation]
  return shape === undefined ? [] : [...violationsIn(shapes, shape, input, '')]
}

/** AWS's words for a required member that a request lacks. */
export function missing(path: string): string {
  return `Value null at '${lowerFirst(path)}' failed to satisfy constraint: Member must not be null`
}

function* violationsIn(shapes: Constraints['shapes'], name: string, value: unknown, path: string): Generator<string> {
  const shape = shapes[name]
  if (!shape || value === undefined || value === null) return
  const broken = rulesBrokenBy(shape, value)
  yield* broken.map((rule) => `Value ${shown(value)}at '${path}' failed to satisfy constraint: Member must ${rule}`)
  if (shape.of) yield* violationsOfElements(shapes, shape, value, path)
  if (!shape.members || typeof value !== 'object') return
  const members = value as Record<string, unknown>
  for (const member of shape.required ?? [])
    if (members[member] === undefined || members[member] === null) yield missing(pathTo(path, member))
  for (const [member, inner] of Object.entries(shape.members))
    yield* violationsIn(shapes, inner, members[member], pathTo(path, member))
}

/** AWS reports what is wrong in a structure by its place, and of plain elements all rules at once. */
function* violationsOfElements(
  shapes: Constraints['shapes'],
  { of = '', key = '' }: Shape,
  value: unknown,
  path: string,
): Generator<string> {
  const [element, keys] = [shapes[of], shapes[key]]
  if (typeof value !== 'object' || value === null) return
  if (keys) yield* ofPlain(keys, Object.keys(value), 'Map keys must', value, path)
  if (!element) return
  const elements = Object.entries(value)
  if (!element.members && !element.of) {
    const words = Array.isArray(value) ? 'Member must' : 'Map value must'
    yield* ofPlain(element, Object.values(value), words, value, path)
    return
  }
  for (const [place, inner] of elements) {
    const name = Array.isArray(value) ? `${Number(place) + 1}.member` : `${place}.member`
    yield* violationsIn(shapes, of, inner, `${path}.${name}`)
  }
}

function* ofPlain(shape: Shape, values: unknown[], words: string, whole: unknown, path: string): Generator<string> {
  if (!values.some((value) => rulesBrokenBy(shape, value).length > 0)) return
  const rules = rulesOf(shape).map(({ words }) => `Member must ${words}`)
  yield `Value ${shown(whole)}at '${path}' failed to satisfy constraint: ${words} satisfy constraint: [${rules.join(', ')}]`
}

interface Rule {
  words: string
  holds(value: unknown): boolean
}

function rulesBrokenBy(shape: Shape, value: unknown): string[] {
  return rulesOf(shape, value)
    .filter((rule) => !rule.holds(value))
    .map(({ words }) => words)
}

function rulesOf({ min, max, pattern, enum: values }: Shape, example: unknown = ''): Rule[] {
  const what = typeof example === 'number' ? 'value' : 'length'
  const rules: Rule[] = []
  if (max !== undefined)
    rules.push({ words: `have ${what} less than or equal to ${max}`, holds: (value) => sizeOf(value) <= max })
  if (min !== undefined)
    rules.push({ words: `have ${what} greater than or equal to ${min}`, holds: (value) => sizeOf(value) >= min })
  if (pattern !== undefined)
    rules.push({ words: `satisfy regular expression pattern: ${pattern}`, holds: (value) => fits(value, pattern) })
  if (values)
    rules.push({
      words: `satisfy enum value set: [${values.join(', ')}]`,
      holds: (value) => typeof value !== 'string' || values.includes(value),
    })
  return rules
}

function sizeOf(value: unknown): number {
  if (typeof value === 'number') return value
  if (typeof value === 'string' || Array.isArray(value) || value instanceof Uint8Array) return value.length
  return Object.keys(value as object).length
}

const compiled = new Map<string, RegExp>()

function fits(value: unknown, pattern: string): boolean {
  const known = compiled.get(pattern) ?? expressionOf(pattern)
  compiled.set(pattern, known)
  return typeof value !== 'string' || known.test(value)
}

/** Documents are not repeated in what is said of them. */
const longestShown = 2048

function shown(value: unknown): string {
  if (typeof value === 'object' && !Array.isArray(value)) return ''
  const text = Array.isArray(value) ? `[${value.join(', ')}]` : String(value)
  return text.length > longestShown ? '' : `'${text}' `
}

function pathTo(path: string, member: string): string {
  return path === '' ? lowerFirst(member) : `${path}.${lowerFirst(member)}`
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
