import { brokenConstraint, invalidName } from './errors.ts'

const longest = 80
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are among what names cannot hold.
const forbidden = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]/

/** Throws unless a machine or an execution can be called this. Source: API reference, CreateStateMachine and StartExecution. */
export function requireName(name: string) {
  if (name.length < 1) throw brokenConstraint('name', 'Member must have length greater than or equal to 1', name)
  if (name.length > longest)
    throw brokenConstraint('name', `Member must have length less than or equal to ${longest}`, name)
  if (forbidden.test(name)) throw invalidName(name)
}
