import type { CreateFunctionRequest, FunctionConfiguration } from '@aws-sdk/client-lambda'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { taggingNeeds } from '../../tagging-needs.ts'
import { unpackedCode } from './code-archive.ts'
import { configurationOf } from './configuration.ts'
import { checkAssumable, checkMayBury, passRole } from './execution-role.ts'
import { functionNameOf } from './function-name.ts'
import { resources } from './function-resource.ts'
import { invalidParameter, refuse } from './refusals.ts'
import { settingsOf } from './settings.ts'

export { resources } from './function-resource.ts'

const tagging = taggingNeeds('lambda:TagResource', resources)

export const needs = (input: CreateFunctionRequest, call: Call) => [...passRole(input.Role), ...tagging(input, call)]

export async function handle(input: CreateFunctionRequest, call: Call): Promise<FunctionConfiguration> {
  const { cloud } = call
  const { name } = functionNameOf(input.FunctionName ?? '')
  refuse('PackageType Image', input.PackageType === 'Image')
  refuse('Publish', input.Publish)
  refuse('CodeSigningConfigArn', input.CodeSigningConfigArn)
  const { Role: roleArn = '', Handler: handler, Runtime, Code = {} } = input
  if (!handler || !Runtime)
    throw invalidParameter(
      'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
    )
  const settings = settingsOf(input)
  if (cloud.lambda.entries.has(name))
    throw new AwsError('ResourceConflictException', `Function already exist: ${name}`, 409, { Type: 'User' })
  checkAssumable(roleArn, call)
  checkMayBury(roleArn, settings.deadLetterTargetArn, call)
  const code = await unpackedCode(Code, call)
  const architectures = input.Architectures ? { architectures: input.Architectures } : {}
  const deployed = cloud.lambda.register({ ...settings, ...architectures, ...code, name, roleArn, handler })
  if (input.Tags) cloud.tags.add(deployed.arn, input.Tags)
  return configurationOf(deployed)
}
