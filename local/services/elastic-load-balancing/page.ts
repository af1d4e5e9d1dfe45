import { invalid, within } from './refusals.ts'

interface PageRequest {
  Marker?: string | undefined
  PageSize?: number | undefined
}

const largest = 400

/** One page of a list in the order of creation. The marker names the next item, so that deletions shift nothing. */
export function page<Item extends { readonly arn: string }>(items: readonly Item[], request: PageRequest) {
  const size = within(request.PageSize, 'pageSize', 1, largest, largest)
  const start = request.Marker === undefined ? 0 : items.findIndex(({ arn }) => write(arn) === request.Marker)
  if (start === -1) throw invalid('Invalid marker')
  const next = items[start + size]
  return { items: items.slice(start, start + size), ...(next === undefined ? {} : { NextMarker: write(next.arn) }) }
}

const write = (arn: string) => Buffer.from(arn).toString('base64')
