import type { JsonObject } from '../../json.ts'
import type { State, StateGroup } from '../definition.ts'
import type { Report } from './diagnostic.ts'

const variableName = /^[\p{ID_Start}][\p{ID_Continue}]*$/u
const longestName = 80

/** The variables the states of a group can assign, inside of those of the groups around it. */
export class VariableScope {
  readonly #names = new Set<string>()
  readonly #outer: VariableScope | undefined

  /** Reports names that are none, and names that would hide a variable of an outer group. */
  constructor(report: Report, group: StateGroup, at: string, outer?: VariableScope) {
    this.#outer = outer
    for (const [stateName, state] of Object.entries(group.States))
      for (const [assigned, where] of assignmentsOf(state, `${at}/States/${stateName}`))
        for (const name of Object.keys(assigned)) this.#add(report, name, `${where}/${name}`)
  }

  has(name: string): boolean {
    return this.#names.has(name) || (this.#outer?.has(name) ?? false)
  }

  #add(report: Report, name: string, location: string) {
    this.#names.add(name)
    if (name === 'states' || name.length > longestName || !variableName.test(name))
      report.schema(`Invalid workflow variable name: ${name}`, location)
    if (this.#outer?.has(name))
      report.error(
        'DUPLICATE_VARIABLE_NAME',
        `The variable name '${name}' was already defined in a parent scope.`,
        location,
      )
  }
}

/** Each Assign of a state, its rules and its catchers, with where it stands. */
function assignmentsOf(state: State, at: string): [JsonObject, string][] {
  const rules = state.Type === 'Choice' ? state.Choices : []
  const catchers = 'Catch' in state ? (state.Catch ?? []) : []
  const holders: [{ Assign?: JsonObject }, string][] = [
    [state as { Assign?: JsonObject }, at],
    ...rules.map((rule, index): [typeof rule, string] => [rule, `${at}/Choices[${index}]`]),
    ...catchers.map((catcher, index): [typeof catcher, string] => [catcher, `${at}/Catch[${index}]`]),
  ]
  return holders.flatMap(([{ Assign }, where]) => (Assign ? [[Assign, `${where}/Assign`] as [JsonObject, string]] : []))
}
