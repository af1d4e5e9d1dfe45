import { isObject, type Json, type JsonObject } from '../../json.ts'
import type { StateType } from '../definition.ts'
import { sourceOf } from '../expression/source.ts'
import { longestSeconds } from '../limits.ts'
import type { Report } from './diagnostic.ts'
import { checkErrorHandling } from './error-handling.ts'
import { alternatives, jsonPathFields, requiredFields, stateFields, unsupportedFields } from './state-fields.ts'
import { checkFields, type Rule, requireFields, requireOneOf } from './value-rules.ts'

const groupFields: Record<string, Rule> = { Comment: 'string', StartAt: 'string', States: 'object' }
const machineFields: Record<string, Rule> = {
  ...groupFields,
  Version: 'string',
  QueryLanguage: { oneOf: ['JSONata', 'JSONPath'] },
  TimeoutSeconds: { integer: [1, longestSeconds] },
}
const longestStateName = 80

/** Checks the form of a whole machine: which fields stand where, and what they hold. */
export function checkMachine(report: Report, machine: JsonObject) {
  checkFields(report, machine, machineFields, '/')
  checkGroup(report, machine, '')
}

function checkGroup(report: Report, group: JsonObject, at: string) {
  const location = at || '/'
  requireFields(report, group, ['States', 'StartAt'], location)
  if (!isObject(group.States)) return
  if (Object.keys(group.States).length === 0) report.schema('Value cannot be empty', `${at}/States`)
  for (const [name, state] of Object.entries(group.States)) checkState(report, name, state, `${at}/States/${name}`)
}

function checkState(report: Report, name: string, state: Json, location: string) {
  if (name.length > longestStateName)
    report.schema(`State name must have length less than or equal to ${longestStateName}`, location)
  if (!isObject(state)) return report.schema('Expected value of type Object', location)
  if (state.Type === undefined) return requireFields(report, state, ['Type'], location)
  if (!isStateType(state.Type))
    return report.schema(
      `Value is not one of the following: [${Object.keys(stateFields).join(', ')}]`,
      `${location}/Type`,
    )
  if (state.QueryLanguage === 'JSONPath')
    return report.schema("'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine", location)
  checkFields(report, withoutStrangers(report, state, location), stateFields[state.Type], location)
  requireFields(report, state, requiredFields[state.Type] ?? [], location)
  const either = alternatives[state.Type]
  if (either) requireOneOf(report, state, either, location)
  checkByType(report, state, location)
  checkErrorHandling(report, state, location)
}

const isStateType = (type: Json): type is StateType => typeof type === 'string' && Object.hasOwn(stateFields, type)

/** Reports the fields that have an explanation of their own, and leaves the others to the general check. */
function withoutStrangers(report: Report, state: JsonObject, location: string): JsonObject {
  const known = Object.entries(state).filter(([field]) => {
    const missing = unsupportedFields[field]
    if (missing) report.schema(`Field '${field}' is not supported: ${missing} is not part of this cloud`, location)
    if (jsonPathFields.has(field))
      report.schema(
        `The QueryLanguage is set to 'JSONata', but field '${field}' is only supported for the 'JSONPath' QueryLanguage`,
        location,
      )
    return !missing && !jsonPathFields.has(field)
  })
  return Object.fromEntries(known)
}

function checkByType(report: Report, state: JsonObject, location: string) {
  switch (state.Type) {
    case 'Task':
      return checkTimeouts(report, state, location)
    case 'Wait':
      return requireOneOf(report, state, ['Seconds', 'Timestamp'], location)
    case 'Choice':
      return checkRules(report, state.Choices, location)
    case 'Parallel':
      return checkBranches(report, state.Branches, location)
    case 'Map':
      return checkProcessor(report, state.ItemProcessor, `${location}/ItemProcessor`)
  }
}

function checkTimeouts(report: Report, { TimeoutSeconds, HeartbeatSeconds }: JsonObject, location: string) {
  if (typeof TimeoutSeconds !== 'number' || typeof HeartbeatSeconds !== 'number') return
  if (HeartbeatSeconds >= TimeoutSeconds)
    report.schema('HeartbeatSeconds must be smaller than TimeoutSeconds', `${location}/HeartbeatSeconds`)
}

const ruleFields: Record<string, Rule> = {
  Comment: 'string',
  Condition: 'booleanOrExpression',
  Next: 'string',
  Assign: 'object',
  Output: 'any',
}

function checkRules(report: Report, rules: Json | undefined, location: string) {
  if (!Array.isArray(rules)) return
  for (const [index, rule] of rules.entries()) {
    const at = `${location}/Choices[${index}]`
    if (!isObject(rule)) report.schema('Expected value of type Object', at)
    else {
      requireFields(report, rule, ['Condition', 'Next'], at)
      checkFields(report, withoutStrangers(report, rule, at), ruleFields, at)
    }
  }
}

function checkBranches(report: Report, branches: Json | undefined, location: string) {
  if (!Array.isArray(branches)) return
  for (const [index, branch] of branches.entries()) {
    const at = `${location}/Branches[${index}]`
    if (!isObject(branch)) report.schema('Expected value of type Object', at)
    else {
      checkFields(report, branch, groupFields, at)
      checkGroup(report, branch, at)
    }
  }
}

function checkProcessor(report: Report, processor: Json | undefined, at: string) {
  if (!isObject(processor)) return
  checkFields(report, processor, { ...groupFields, ProcessorConfig: 'object' }, at)
  const { ProcessorConfig } = processor
  if (isObject(ProcessorConfig)) {
    if (ProcessorConfig.Mode === 'DISTRIBUTED' || sourceOf(ProcessorConfig.Mode) !== undefined)
      report.schema(
        "Mode 'DISTRIBUTED' is not supported: Distributed Map is not part of this cloud",
        `${at}/ProcessorConfig/Mode`,
      )
    else checkFields(report, ProcessorConfig, { Mode: { oneOf: ['INLINE'] } }, `${at}/ProcessorConfig`)
  }
  checkGroup(report, processor, at)
}
