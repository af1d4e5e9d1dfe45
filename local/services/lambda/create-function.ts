import type { CreateFunctionRequest, FunctionConfiguration } from '@aws-sdk/client-lambda'
import type { Call } from '../../operation.ts'
import { taggingNeeds } from '../../tagging-needs.ts'
import { unpackedCode } from './code-archive.ts'
import { configurationOf } from './configuration.ts'
import { checkAssumable, passRole } from './execution-role.ts'
import { resources } from './function-resource.ts'
import { newFunction } from './new-function.ts'

export { resources } from './function-resource.ts'

const tagging = taggingNeeds('lambda:TagResource', resources)

export const needs = (input: CreateFunctionRequest, call: Call) => [...passRole(input.Role), ...tagging(input, call)]

export async function handle(input: CreateFunctionRequest, call: Call): Promise<FunctionConfiguration> {
  const { cloud } = call
  const wanted = newFunction(input, call)
  checkAssumable(wanted.roleArn, call)
  const code = await unpackedCode(input.Code ?? {}, call)
  const deployed = cloud.lambda.register({ ...wanted, ...code })
  if (input.Tags) cloud.tags.add(deployed.arn, input.Tags)
  return configurationOf(deployed)
}
