import { isObject } from '../../json.ts'

/** A member of an object; undefined for one it lacks and for what is no object. */
export const memberOf = (value: unknown, key: string): unknown =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
