import { pageInOrder } from '../../pagination.ts'
import { invalid, within } from './errors.ts'

interface PageRequest {
  Marker?: string | undefined
  PageSize?: number | undefined
}

const largest = 400

/** One page of a list: the order is that of creation, or that in which rules are tried. */
export function page<Item extends { readonly arn: string }>(items: readonly Item[], request: PageRequest) {
  const size = within(request.PageSize, 'pageSize', 1, largest, largest)
  const wanted = { token: request.Marker, size, invalidToken: () => invalid('Invalid marker') }
  const { items: shown, next } = pageInOrder(items, ({ arn }) => arn, wanted)
  return { items: shown, ...(next !== undefined && { NextMarker: next }) }
}
