import type { Filter } from '@aws-sdk/client-ec2'
import { AwsError } from '../../../aws-error.ts'
import { markWildcards, matchesMarked } from '../../../wildcard.ts'

type Found = string | number | boolean | undefined

/** What each filter of an operation looks at: one value of an item, or several of which any may match. */
export type FilterNames<Item> = Readonly<Record<string, (item: Item) => Found | readonly Found[]>>

const valueLimit = 200

/**
 * The items that pass every filter. Values of one filter are alternatives and may hold `*` and `?`. `tag:KEY` and
 * `tag-key` work where `tagsOf` is given. Throws EC2's error for a filter the operation does not know.
 */
export function applyFilters<Item>(
  items: Iterable<Item>,
  filters: readonly Filter[] | undefined,
  names: FilterNames<Item>,
  tagsOf?: (item: Item) => Record<string, string>,
): Item[] {
  const tests = (filters ?? []).map((filter) => toTest(filter, names, tagsOf))
  return [...items].filter((item) => tests.every((test) => test(item)))
}

function toTest<Item>(
  { Name, Values = [] }: Filter,
  names: FilterNames<Item>,
  tagsOf: ((item: Item) => Record<string, string>) | undefined,
): (item: Item) => boolean {
  const read = reader(Name, names, tagsOf)
  if (!read) throw new AwsError('InvalidParameterValue', `The filter '${Name ?? 'null'}' is invalid`)
  if (Values.length > valueLimit)
    throw new AwsError(
      'FilterLimitExceeded',
      `The maximum number of filter values specified on a single call is ${valueLimit}`,
    )
  const patterns = Values.map(marked)
  return (item) =>
    [read(item)]
      .flat()
      .some((value) => value !== undefined && patterns.some((pattern) => matchesMarked(pattern, String(value))))
}

function reader<Item>(
  name: string | undefined,
  names: FilterNames<Item>,
  tagsOf: ((item: Item) => Record<string, string>) | undefined,
) {
  if (name === undefined) return undefined
  if (tagsOf && name === 'tag-key') return (item: Item) => Object.keys(tagsOf(item))
  if (tagsOf && name.startsWith('tag:')) return (item: Item) => tagsOf(item)[name.slice(4)]
  return Object.hasOwn(names, name) ? names[name] : undefined
}

/** A backslash before a wildcard makes it a plain character. */
function marked(value: string): string {
  return value.replace(/\\(.)|[*?]/gs, (sign, escaped: string | undefined) => escaped ?? markWildcards(sign))
}
