import { validationError } from './errors.ts'
import { type ProcessName, processNames } from './group.ts'

/** The processes a request names, all where it names none. Throws for a name there is not. */
export function readProcesses(names: readonly string[] | undefined): readonly ProcessName[] {
  if (!names?.length) return processNames
  return names.map((name) => {
    const process = processNames.find((each) => each === name)
    if (!process) throw validationError(`Invalid process ${name}. Valid processes are ${processNames.join(', ')}`)
    return process
  })
}
