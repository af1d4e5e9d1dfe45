import { isObject, type Json, type JsonObject } from '../../json.ts'
import type { StateGroup, StateMachineDefinition } from '../definition.ts'
import { parseResource, type Resource } from '../resource.ts'
import { type Diagnostic, Report } from './diagnostic.ts'
import { checkExpressions, type VariableReferences } from './expressions.ts'
import { parseDefinition } from './parse-definition.ts'
import { checkMachine } from './schema.ts'
import { checkNames, checkTransitions } from './transitions.ts'

/** What validation makes of the text of a definition. */
export interface Validation {
  diagnostics: Diagnostic[]
  /** Only where there is nothing wrong with it. */
  definition?: StateMachineDefinition
  variableReferences: VariableReferences
}

/**
 * Checks the text of a definition as CreateStateMachine does: its form first, and only when that is right
 * its transitions, expressions and resources. `recognizes` says whether a Task can be of a resource.
 */
export async function validate(
  text: string,
  recognizes: (resource: Resource) => boolean | Promise<boolean>,
): Promise<Validation> {
  const report = new Report()
  const machine = parseDefinition(report, text)
  if (machine) checkLanguage(report, machine)
  if (machine && report.isClean) checkMachine(report, machine)
  if (!machine || !report.isClean) return { diagnostics: report.diagnostics, variableReferences: {} }
  const definition = machine as unknown as StateMachineDefinition
  checkTransitions(report, definition)
  checkNames(report, definition)
  const variableReferences = checkExpressions(report, definition)
  await checkResources(report, definition, '', recognizes)
  return { diagnostics: report.diagnostics, variableReferences, ...(report.isClean && { definition }) }
}

/** A machine that is not in JSONata is refused in one sentence, not in one for each of its fields. */
function checkLanguage(report: Report, machine: JsonObject) {
  if (machine.QueryLanguage !== undefined && machine.QueryLanguage !== 'JSONPath') return
  if (!isObject(machine.States) || (machine.QueryLanguage === undefined && allSayJsonata(machine))) return
  report.schema(
    'The QueryLanguage is \'JSONPath\', which this cloud does not interpret: set "QueryLanguage": "JSONata"',
    '/QueryLanguage',
  )
}

/** Whether every state, also of branches and Maps, names JSONata for itself. */
function allSayJsonata({ States }: JsonObject): boolean {
  if (!isObject(States)) return true
  return Object.values(States).every((state) => {
    if (!isObject(state) || state.QueryLanguage !== 'JSONata') return false
    const groups: Json[] = [state.ItemProcessor ?? null, ...(Array.isArray(state.Branches) ? state.Branches : [])]
    return groups.every((group) => !isObject(group) || allSayJsonata(group))
  })
}

async function checkResources(
  report: Report,
  group: StateGroup,
  at: string,
  recognizes: (resource: Resource) => boolean | Promise<boolean>,
) {
  for (const [name, state] of Object.entries(group.States)) {
    const location = `${at}/States/${name}`
    if (state.Type === 'Map') await checkResources(report, state.ItemProcessor, `${location}/ItemProcessor`, recognizes)
    if (state.Type === 'Parallel')
      for (const [index, branch] of state.Branches.entries())
        await checkResources(report, branch, `${location}/Branches[${index}]`, recognizes)
    if (state.Type !== 'Task') continue
    const resource = parseResource(state.Resource)
    if (!state.Resource.startsWith('arn:')) report.schema('Value is not a valid resource ARN', `${location}/Resource`)
    else if (!resource || !(await recognizes(resource)))
      report.schema(
        `The resource provided ${state.Resource} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.`,
        `${location}/Resource`,
      )
  }
}
