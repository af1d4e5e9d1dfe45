import type { FailState } from '../definition.ts'
import { fillTyped } from '../expression/typed-field.ts'
import { StateError } from '../state-error.ts'
import type { Visit } from '../visit.ts'

/** Ends the branch with the error the definition names. */
export async function fail(visit: Visit<FailState>): Promise<never> {
  throw new StateError(await textIn(visit, 'Error'), await textIn(visit, 'Cause'))
}

async function textIn(visit: Visit<FailState>, field: 'Error' | 'Cause'): Promise<string | undefined> {
  const template = visit.state[field]
  return template === undefined ? undefined : fillTyped('string', template, field, visit.scope())
}
