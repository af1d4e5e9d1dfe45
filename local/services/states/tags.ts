import type { Tag } from '@aws-sdk/client-sfn'
import { AwsError } from '../../aws-error.ts'
import { brokenConstraint } from './errors.ts'

const mostTags = 50
const longestKey = 128
const longestValue = 256

/** Throws for tags that AWS does not take. Source: API reference, Tag. */
export function requireTags(tags: readonly Tag[], already: Record<string, string> = {}) {
  for (const { key = '', value = '' } of tags) {
    if (key.length < 1 || key.length > longestKey)
      throw brokenConstraint('tags', `Member must have length between 1 and ${longestKey}`, key)
    if (value.length > longestValue)
      throw brokenConstraint('tags', `Member must have length less than or equal to ${longestValue}`, value)
  }
  const all = { ...already, ...Object.fromEntries(tags.map(({ key = '', value = '' }) => [key, value])) }
  if (Object.keys(all).length > mostTags)
    throw new AwsError('TooManyTags', `A resource cannot have more than ${mostTags} tags.`)
}

/** In the form of the cloud's tag store. */
export const tagPairs = (tags: readonly Tag[]) => tags.map(({ key: Key, value: Value }) => ({ Key, Value }))
