import type { ChoiceState } from '../definition.ts'
import { fillTyped } from '../expression/typed-field.ts'
import { StateError } from '../state-error.ts'
import type { Outcome, Visit } from '../visit.ts'

/** Goes where the first rule that holds leads, with that rule's own Assign and Output; else to the default. */
export async function choice(visit: Visit<ChoiceState>): Promise<Outcome> {
  const { state } = visit
  const scope = visit.scope()
  for (const [index, rule] of state.Choices.entries()) {
    const holds = await fillTyped('boolean', rule.Condition, `Choices[${index}]/Condition`, scope)
    if (holds) return { ...(await visit.complete(rule, visit.input, {}, `Choices[${index}]/`)), next: rule.Next }
  }
  if (state.Default !== undefined) return { ...(await visit.complete(state, visit.input)), next: state.Default }
  // AWS's documentation promises States.NoChoiceMatched; what it answers is this.
  throw StateError.runtime('Failed to transition out of the state. The state does not point to a next state.')
}
