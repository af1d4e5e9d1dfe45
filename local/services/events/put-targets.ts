import type { PutTargetsRequest, PutTargetsResponse, Target } from '@aws-sdk/client-eventbridge'
import { AwsError } from '../../aws-error.ts'
import { callOf } from '../../delivery/target-call.ts'
import type { Call, Need } from '../../operation.ts'
import { findRule } from './find.ts'
import { isPath } from './input.ts'
import { passing } from './put-rule.ts'

export { resources } from './find.ts'

export const needs = ({ Targets = [] }: PutTargetsRequest): Need[] =>
  Targets.flatMap(({ RoleArn }) => (RoleArn === undefined ? [] : [passing(RoleArn)]))

const mostTargets = 5

export function handle(input: PutTargetsRequest, call: Call): PutTargetsResponse {
  const rule = findRule(input.Rule, input, call)
  const targets = input.Targets ?? []
  for (const target of targets) check(target, call)
  const ids = new Set([...rule.targets.keys(), ...targets.map(({ Id = '' }) => Id)])
  if (ids.size > mostTargets)
    throw new AwsError('LimitExceededException', 'The requested resource exceeds the maximum number allowed.')
  for (const target of targets) rule.targets.set(target.Id ?? '', target)
  return { FailedEntryCount: 0, FailedEntries: [] }
}

function check(target: Target, { cloud }: Call) {
  const { Id = '', Arn = '', RoleArn } = target
  const invalid = (message: string) => new AwsError('ValidationException', message)
  if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(Id)) throw invalid(`Target id ${Id} is not valid.`)
  if (!/^arn:aws[\w-]*:[\w-]+:/.test(Arn)) throw invalid(`Provided Arn is not in correct format. Arn: ${Arn}`)
  const call = callOf(cloud, Arn, '{}')
  if (!call) throw invalid(`Targets like ${Arn} are not supported by this cloud.`)
  if (call.signingName === 'states' && !RoleArn) throw invalid(`RoleArn is required for target ${Arn}.`)
  checkInput(target)
}

function checkInput({ Id, Input, InputPath, InputTransformer }: Target) {
  const invalid = (message: string) => new AwsError('ValidationException', message)
  if ([Input, InputPath, InputTransformer].filter((each) => each !== undefined).length > 1)
    throw invalid(`Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`)
  if (Input !== undefined && !isJson(Input)) throw invalid(`JSON syntax error in input for target ${Id}`)
  const paths = [InputPath, ...Object.values(InputTransformer?.InputPathsMap ?? {})]
  const odd = paths.find((path) => path !== undefined && !isPath(path))
  if (odd) throw invalid(`Invalid JSON path ${odd} for target ${Id}.`)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
