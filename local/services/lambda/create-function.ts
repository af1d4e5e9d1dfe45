import type { CreateFunctionRequest, FunctionConfiguration } from '@aws-sdk/client-lambda'
import type { Call } from '../../operation.ts'
import { taggingNeeds } from '../../tagging-needs.ts'
import { codeArchive } from './code-archive.ts'
import { configurationOf } from './configuration.ts'
import { checkAssumable, passRole } from './execution-role.ts'
import { resources } from './function-resource.ts'
import { newFunction, requireNew } from './new-function.ts'

export { resources } from './function-resource.ts'

const tagging = taggingNeeds('lambda:TagResource', resources)

export const needs = (input: CreateFunctionRequest, call: Call) => [...passRole(input.Role), ...tagging(input, call)]

export async function handle(input: CreateFunctionRequest, call: Call): Promise<FunctionConfiguration> {
  const { cloud } = call
  const wanted = newFunction(input, call)
  checkAssumable(wanted.roleArn, call)
  const archive = await codeArchive(input.Code ?? {}, call)
  const deployed = await cloud.lambda.deploy(archive, (code) => {
    // Another request may have made it in the meantime.
    requireNew(wanted.name, call)
    return { ...wanted, ...code }
  })
  if (input.Tags) cloud.tags.add(deployed.arn, input.Tags)
  return configurationOf(deployed)
}
