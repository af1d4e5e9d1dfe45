import type { Constraints, Shape } from './constraints.ts'
import { rulesBrokenBy, rulesOf } from './rules.ts'

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
  if (!element.members && !element.of) {
    const words = Array.isArray(value) ? 'Member must' : 'Map value must'
    yield* ofPlain(element, Object.values(value), words, value, path)
    return
  }
  for (const [place, inner] of Object.entries(value)) {
    const name = Array.isArray(value) ? `${Number(place) + 1}.member` : `${place}.member`
    yield* violationsIn(shapes, of, inner, `${path}.${name}`)
  }
}

function* ofPlain(shape: Shape, values: unknown[], words: string, whole: unknown, path: string): Generator<string> {
  const given = values.filter((value) => value !== undefined && value !== null)
  if (!given.some((value) => rulesBrokenBy(shape, value).length > 0)) return
  const rules = rulesOf(shape).map(({ words }) => `Member must ${words}`)
  yield `Value ${shown(whole)}at '${path}' failed to satisfy constraint: ${words} satisfy constraint: [${rules.join(', ')}]`
}

/** Documents are not repeated in what is said of them, nor are structures. */
const longestShown = 2048

function shown(value: unknown): string {
  const parts = Array.isArray(value) ? value : [value]
  if (parts.some((part) => typeof part === 'object')) return ''
  const text = Array.isArray(value) ? `[${value.join(', ')}]` : String(value)
  return text.length > longestShown ? '' : `'${text}' `
}

function pathTo(path: string, member: string): string {
  return path === '' ? lowerFirst(member) : `${path}.${lowerFirst(member)}`
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
