import type { Json } from '../json.ts'

const texts = new WeakMap<object, string>()

/** A value as the history shows it; an object is written out once, however often it passes from state to state. */
export function textOf(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const known = texts.get(value)
  if (known !== undefined) return known
  const text = JSON.stringify(value)
  texts.set(value, text)
  return text
}
