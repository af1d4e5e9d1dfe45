import type { PassState } from '../definition.ts'
import type { Outcome, Visit } from '../visit.ts'

/** Hands its input on, or what its Output makes of it. */
export const pass = (visit: Visit<PassState>): Promise<Outcome> => visit.complete(visit.state, visit.input)
