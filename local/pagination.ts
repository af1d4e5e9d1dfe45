import type { AwsError } from './aws-error.ts'

/** What a request says about the page it wants. */
interface Wanted {
  token: string | undefined
  size: number
  /** The service's error for a token that is none, or that another list gave out. */
  invalidToken(): AwsError
  /** What the list is of: a token for another scope is refused. */
  scope?: string
}

interface Page<Item> {
  items: Item[]
  /** The token of the page that follows; absent on the last one. */
  next?: string
}

type Order = (one: string, other: string) => number

/** A page in the order of a key. The token names the last item given, so that deletions in between shift nothing. */
export function pageByKey<Item>(
  items: Iterable<Item>,
  keyOf: (item: Item) => string,
  wanted: Wanted,
  order: Order = byCodeUnit,
): Page<Item> {
  const last = placeIn(wanted)
  const rest = [...items].filter((item) => last === undefined || order(keyOf(item), last) > 0)
  return cut(
    rest.sort((one, other) => order(keyOf(one), keyOf(other))),
    wanted,
    (shown) => keyOf(shown.at(-1) as Item),
  )
}

/**
 * A page of a list that has an order of its own. The token names the next item and the last one given, so that what
 * comes or goes elsewhere in the list shifts nothing; when both are gone, their place counts.
 */
export function pageInOrder<Item>(items: readonly Item[], nameOf: (item: Item) => string, wanted: Wanted): Page<Item> {
  const place = placeIn(wanted)
  const start = place === undefined ? 0 : startAt(items.map(nameOf), readPlace(place, wanted))
  const placeAfter = ({ length }: readonly Item[]) => {
    const end = start + length
    const names = items.slice(end - 1, end + 1).map(nameOf)
    return JSON.stringify([...names, end])
  }
  return cut(items.slice(start), wanted, placeAfter)
}

type Place = [last: string, next: string, position: number]

function readPlace(text: string, { invalidToken }: Wanted): Place {
  try {
    const place = JSON.parse(text) as Place
    if (Array.isArray(place) && Number.isSafeInteger(place[2]) && place[2] >= 0) return place
  } catch {}
  throw invalidToken()
}

function startAt(names: readonly string[], [last, next, position]: Place): number {
  if (names.includes(next)) return names.indexOf(next)
  if (names.includes(last)) return names.indexOf(last) + 1
  return position
}

/** The size asked for, or the usual one. `refusal` is told the broken rule in the words of AWS's own models. */
export function pageSize(
  asked: number | undefined,
  { usual, smallest = 1, largest }: { usual: number; smallest?: number; largest: number },
  refusal: (rule: string) => AwsError,
): number {
  if (asked === undefined) return usual
  if (asked < smallest) throw refusal(`Member must have value greater than or equal to ${smallest}`)
  if (asked > largest) throw refusal(`Member must have value less than or equal to ${largest}`)
  return asked
}

function byCodeUnit(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

function cut<Item>(rest: readonly Item[], wanted: Wanted, placeAfter: (shown: readonly Item[]) => string): Page<Item> {
  const items = rest.slice(0, wanted.size)
  if (items.length === 0 || items.length === rest.length) return { items }
  const place = JSON.stringify([wanted.scope ?? '', placeAfter(items)])
  return { items, next: Buffer.from(place).toString('base64') }
}

function placeIn({ token, scope = '', invalidToken }: Wanted): string | undefined {
  if (token === undefined) return undefined
  try {
    const [of, place] = JSON.parse(Buffer.from(token, 'base64').toString()) as [unknown, unknown]
    if (of === scope && typeof place === 'string') return place
  } catch {}
  throw invalidToken()
}
