import { isObject, type Json } from '../../json.ts'
import type { ChoiceState, State, StateGroup } from '../definition.ts'
import { type References, referencesOf } from '../expression/references.ts'
import { sourceOf } from '../expression/source.ts'
import type { Report } from './diagnostic.ts'
import { VariableScope } from './variable-scope.ts'

/** The variables each state reads, by the state's name: what DescribeStateMachine calls variableReferences. */
export type VariableReferences = Record<string, string[]>

/** A part of a state that may hold expressions. */
interface Site {
  value: Json | undefined
  location: string
  /** Members of `$states` beyond `input` and `context`. */
  sees?: 'result' | 'errorOutput'
}

/** Checks every expression of a machine: that it parses, and that what it reads can be there. */
export function checkExpressions(report: Report, machine: StateGroup): VariableReferences {
  const read: VariableReferences = {}
  checkGroup(report, machine, '', new VariableScope(report, machine, ''), read)
  return read
}

function checkGroup(report: Report, group: StateGroup, at: string, scope: VariableScope, read: VariableReferences) {
  for (const [name, state] of Object.entries(group.States)) {
    const location = `${at}/States/${name}`
    const names = new Set<string>()
    for (const site of sitesOf(state, location)) checkSite(report, site, scope, names)
    if (names.size > 0) read[name] = [...names].sort()
    for (const [inside, where] of groupsIn(state, location))
      checkGroup(report, inside, where, new VariableScope(report, inside, where, scope), read)
  }
}

function groupsIn(state: State, at: string): [StateGroup, string][] {
  if (state.Type === 'Map') return [[state.ItemProcessor, `${at}/ItemProcessor`]]
  if (state.Type !== 'Parallel') return []
  return state.Branches.map((branch, index) => [branch, `${at}/Branches[${index}]`])
}

const plainFields = [
  'Arguments',
  'Seconds',
  'Timestamp',
  'TimeoutSeconds',
  'HeartbeatSeconds',
  'Items',
  'ItemSelector',
  'MaxConcurrency',
  'ToleratedFailureCount',
  'ToleratedFailurePercentage',
  'Error',
  'Cause',
]

function sitesOf(state: State, at: string): Site[] {
  const fields = state as unknown as Record<string, Json | undefined>
  const hasResult = state.Type === 'Task' || state.Type === 'Parallel' || state.Type === 'Map'
  const catchers = 'Catch' in state ? (state.Catch ?? []) : []
  return [
    ...plainFields.map((field): Site => ({ value: fields[field], location: `${at}/${field}` })),
    ...completionOf(state, at, hasResult ? 'result' : undefined),
    ...(state.Type === 'Choice' ? rulesOf(state, at) : []),
    ...catchers.flatMap((catcher, index) => completionOf(catcher, `${at}/Catch[${index}]`, 'errorOutput')),
  ]
}

const rulesOf = ({ Choices }: ChoiceState, at: string): Site[] =>
  Choices.flatMap((rule, index) => {
    const where = `${at}/Choices[${index}]`
    return [{ value: rule.Condition, location: `${where}/Condition` }, ...completionOf(rule, where, undefined)]
  })

function completionOf(holder: object, at: string, sees: Site['sees']): Site[] {
  const { Assign, Output } = holder as { Assign?: Json; Output?: Json }
  const extra = sees ? { sees } : {}
  return [
    { value: Assign, location: `${at}/Assign`, ...extra },
    { value: Output, location: `${at}/Output`, ...extra },
  ]
}

function checkSite(report: Report, site: Site, scope: VariableScope, names: Set<string>) {
  const { value, location } = site
  const source = sourceOf(value)
  if (source !== undefined) return checkExpression(report, source, site, scope, names)
  if (Array.isArray(value))
    for (const [index, item] of value.entries())
      checkSite(report, { ...site, value: item, location: `${location}[${index}]` }, scope, names)
  else if (isObject(value))
    for (const [key, item] of Object.entries(value))
      checkSite(report, { ...site, value: item, location: `${location}/${key}` }, scope, names)
}

function checkExpression(report: Report, source: string, site: Site, scope: VariableScope, names: Set<string>) {
  const unsupported = (message: string) => report.error('UNSUPPORTED_JSONATA_EXPRESSION', message, site.location)
  let found: References
  try {
    found = referencesOf(source)
  } catch (thrown) {
    return report.error('INVALID_JSONATA_EXPRESSION', (thrown as Error).message, site.location)
  }
  for (const name of found.topLevel) unsupported(`Reference to '${name}' at the top level is not supported.`)
  if (found.root) unsupported("Reference to '$$' is not supported.")
  for (const member of found.states)
    if (!['input', 'context', site.sees].includes(member)) unsupported(`Field '$states.${member}' does not exist.`)
  for (const name of found.variables) {
    names.add(name)
    // AWS warns of it and lets the execution fail; nothing assigns it, so it cannot but fail.
    if (!scope.has(name)) unsupported(`Variable '$${name}' is not defined.`)
  }
}
