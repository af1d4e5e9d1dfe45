import type { Json } from '../../json.ts'
import { StateError } from '../state-error.ts'
import { memoryWords } from './budget.ts'
import { programOf } from './program.ts'

/** What an expression can see. */
export interface EvaluationScope {
  states: { input: Json; context: Json; result?: Json; errorOutput?: Json }
  variables: Record<string, Json>
  /** Cloud time in milliseconds since the epoch. */
  now: number
}

/** Evaluates JSONata for a field such as `Output/name`. Rejects with States.QueryEvaluationError in AWS's words. */
export async function evaluate(source: string, field: string, scope: EvaluationScope): Promise<Json> {
  const fail = (words: string) =>
    StateError.query(`The JSONata expression '${source}' specified for the field '${field}' ${words}`, field)
  let result: unknown
  try {
    result = await programOf(source).run({ ...scope.variables, states: scope.states }, scope.now)
  } catch (thrown) {
    throw fail(`threw an error during evaluation${reasonOf(thrown)}`)
  }
  if (result === undefined) throw fail('returned nothing (undefined).')
  try {
    return plain(result)
  } catch (thrown) {
    if (thrown instanceof UnsupportedResult) throw fail('returned an unsupported result type.')
    // Longer than any text can be.
    throw thrown instanceof RangeError ? fail(`threw an error during evaluation: ${memoryWords}`) : thrown
  }
}

/** JSONata's own errors have a code and make a sentence of their own. */
function reasonOf(thrown: unknown): string {
  const { code, message } = thrown as { code?: string; message?: string }
  return code ? `. ${code}: ${message}` : `: ${message}`
}

function isFunction(value: unknown): boolean {
  if (typeof value === 'function') return true
  return typeof value === 'object' && value !== null && ('_jsonata_function' in value || '_jsonata_lambda' in value)
}

class UnsupportedResult extends Error {}

/** A copy without JSONata's marks on arrays, shared with nothing. Throws for a function, however deep it is. */
function plain(value: unknown): Json {
  const text = JSON.stringify(value, (_, each) => {
    if (isFunction(each)) throw new UnsupportedResult()
    return each
  })
  return JSON.parse(text) as Json
}
