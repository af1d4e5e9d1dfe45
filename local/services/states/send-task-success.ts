import type { SendTaskSuccessInput, SendTaskSuccessOutput } from '@aws-sdk/client-sfn'
import { fits, payloadBytes } from '../../asl/limits.ts'
import { jsonProblem } from '../../asl/validation/parse-definition.ts'
import { AwsError } from '../../aws-error.ts'
import type { Json } from '../../json.ts'
import { isTooDeep, tooDeepWords } from '../../nesting.ts'
import type { Call } from '../../operation.ts'
import { brokenConstraint } from './errors.ts'

export function handle({ taskToken = '', output = '' }: SendTaskSuccessInput, { cloud }: Call): SendTaskSuccessOutput {
  if (!fits(output)) throw brokenConstraint('output', `Member must have length less than or equal to ${payloadBytes}`)
  cloud.states.tokens.succeed(taskToken, parse(output))
  return {}
}

function parse(output: string): Json {
  let value: Json
  try {
    value = JSON.parse(output) as Json
  } catch (error) {
    throw invalidOutput(jsonProblem(output, error))
  }
  if (isTooDeep(value)) throw invalidOutput(tooDeepWords)
  return value
}

const invalidOutput = (why: string) => new AwsError('InvalidOutput', `Invalid Output: '${why}'`)
