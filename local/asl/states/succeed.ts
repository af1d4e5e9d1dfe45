import type { SucceedState } from '../definition.ts'
import type { Outcome, Visit } from '../visit.ts'

/** Ends the branch well. */
export const succeed = (visit: Visit<SucceedState>): Promise<Outcome> => visit.complete(visit.state, visit.input)
