import { fits, payloadBytes } from '../../asl/limits.ts'
import { jsonProblem } from '../../asl/validation/parse-definition.ts'
import type { Json } from '../../json.ts'
import { isTooDeep, tooDeepWords } from '../../nesting.ts'
import { brokenConstraint, invalidExecutionInput } from './errors.ts'

/** The value an execution starts with. Throws for text that is too long, no JSON or too deeply nested. */
export function parseExecutionInput(input: string): Json {
  if (!fits(input)) throw brokenConstraint('input', `Member must have length less than or equal to ${payloadBytes}`)
  if (input.trim() === '') throw invalidExecutionInput('Invalid execution input.')
  const value = parse(input)
  if (isTooDeep(value)) throw invalidExecutionInput(tooDeepWords)
  return value
}

function parse(input: string): Json {
  try {
    return JSON.parse(input) as Json
  } catch (error) {
    throw invalidExecutionInput(jsonProblem(input, error))
  }
}
