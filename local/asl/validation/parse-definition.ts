import { isObject, type Json, type JsonObject } from '../../json.ts'
import { isTooDeep, tooDeepWords } from '../../nesting.ts'
import type { Report } from './diagnostic.ts'

/** The object a definition's text is; undefined, and reported, when it is none. */
export function parseDefinition(report: Report, text: string): JsonObject | undefined {
  if (text.trim() === '') return notAnObject(report)
  try {
    const value: Json = JSON.parse(text)
    if (isTooDeep(value)) return tooDeep(report)
    return isObject(value) ? value : notAnObject(report)
  } catch (error) {
    report.error('INVALID_JSON_DESCRIPTION', jsonProblem(text, error))
    return undefined
  }
}

function notAnObject(report: Report): undefined {
  report.error('SCHEMA_VALIDATION_FAILED', 'Definition must be a valid JSON object')
}

function tooDeep(report: Report): undefined {
  report.error('INVALID_JSON_DESCRIPTION', tooDeepWords)
}

/** Why text is no JSON, in AWS's words where they are known. */
export function jsonProblem(text: string, error: unknown): string {
  const [word] = /^[A-Za-z_$][\w$]*/.exec(text.trim()) ?? []
  if (word !== undefined)
    return `Unrecognized token '${word}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')`
  const [, wrong] = /^\s*\{\s*([^"}\s])/.exec(text) ?? []
  if (wrong !== undefined)
    return `Unexpected character ('${wrong}' (code ${wrong.charCodeAt(0)})): was expecting double-quote to start field name`
  return (error as Error).message
}
