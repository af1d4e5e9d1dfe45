import { invalidName } from './errors.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are among what names cannot hold.
const forbidden = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]/

/** Throws unless a machine or an execution can be called this. Source: API reference, CreateStateMachine and StartExecution. */
export function requireName(name: string) {
  if (forbidden.test(name)) throw invalidName(name)
}
