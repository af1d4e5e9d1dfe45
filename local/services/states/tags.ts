import type { Tag } from '@aws-sdk/client-sfn'
import { AwsError } from '../../aws-error.ts'

const mostTags = 50

/** Throws for tags that AWS does not take. Source: API reference, Tag. */
export function requireTags(tags: readonly Tag[], already: Record<string, string> = {}) {
  const all = { ...already, ...Object.fromEntries(tags.map(({ key = '', value = '' }) => [key, value])) }
  if (Object.keys(all).length > mostTags)
    throw new AwsError('TooManyTags', `A resource cannot have more than ${mostTags} tags.`)
}

/** In the form of the cloud's tag store. */
export const tagPairs = (tags: readonly Tag[]) => tags.map(({ key: Key, value: Value }) => ({ Key, Value }))
