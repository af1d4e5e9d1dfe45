import { isObject, type Json, type JsonObject } from '../../json.ts'
import { longestSeconds } from '../limits.ts'
import type { Report } from './diagnostic.ts'
import { checkFields, type Rule, requireFields } from './value-rules.ts'

/** The longest MaxDelaySeconds: one year. Source: Amazon States Language, Retrying after error. */
const longestDelaySeconds = 31_622_400

const retrierFields: Record<string, Rule> = {
  Comment: 'string',
  ErrorEquals: 'filledArray',
  IntervalSeconds: { integer: [1, longestSeconds] },
  MaxAttempts: { integer: [0, longestSeconds] },
  BackoffRate: { number: [1, Number.MAX_VALUE] },
  MaxDelaySeconds: { integer: [1, longestDelaySeconds] },
  JitterStrategy: { oneOf: ['FULL', 'NONE'] },
}

const catcherFields: Record<string, Rule> = {
  Comment: 'string',
  ErrorEquals: 'filledArray',
  Next: 'string',
  Assign: 'object',
  Output: 'any',
}

/** Checks the Retry and Catch of a state that may have them. */
export function checkErrorHandling(report: Report, state: JsonObject, location: string) {
  checkEntries(report, state.Retry, `${location}/Retry`, { fields: retrierFields, required: ['ErrorEquals'] })
  checkEntries(report, state.Catch, `${location}/Catch`, { fields: catcherFields, required: ['ErrorEquals', 'Next'] })
}

interface Form {
  fields: Record<string, Rule>
  required: string[]
}

function checkEntries(report: Report, entries: Json | undefined, location: string, { fields, required }: Form) {
  if (!Array.isArray(entries)) return
  for (const [index, entry] of entries.entries()) {
    const at = `${location}[${index}]`
    if (!isObject(entry)) {
      report.schema('Expected value of type Object', at)
      continue
    }
    requireFields(report, entry, required, at)
    checkFields(report, entry, fields, at)
    checkDelays(report, entry, at)
    checkErrorNames(report, entry.ErrorEquals, `${at}/ErrorEquals`, index === entries.length - 1)
  }
}

function checkDelays(report: Report, { IntervalSeconds = 1, MaxDelaySeconds }: JsonObject, at: string) {
  if (typeof IntervalSeconds !== 'number' || typeof MaxDelaySeconds !== 'number') return
  if (MaxDelaySeconds <= IntervalSeconds)
    report.schema('MaxDelaySeconds must be greater than IntervalSeconds', `${at}/MaxDelaySeconds`)
}

function checkErrorNames(report: Report, names: Json | undefined, at: string, isLast: boolean) {
  if (!Array.isArray(names)) return
  for (const [index, name] of names.entries())
    if (typeof name !== 'string' || name === '') report.schema('Expected value of type String', `${at}[${index}]`)
  if (names.includes('States.ALL') && (names.length > 1 || !isLast))
    report.schema('States.ALL must appear alone and at end of list', at)
}
