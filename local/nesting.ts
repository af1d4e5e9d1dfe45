import type { Json } from './json.ts'

/** Arrays and objects within each other that a document may have. AWS bounds it too, without saying by how much. */
export const deepestNesting = 1_000

export const tooDeepWords = `Document nesting depth exceeds the maximum of ${deepestNesting}`

/** Whether a value is nested so deeply that what works by recursion could break on it; looked at level by level. */
export function isTooDeep(value: Json): boolean {
  let level = [value].filter(isNested)
  for (let depth = 0; depth < deepestNesting && level.length > 0; depth++)
    level = level.flatMap((each) => Object.values(each)).filter(isNested)
  return level.length > 0
}

const isNested = (value: Json): value is Json[] | Record<string, Json> => typeof value === 'object' && value !== null
