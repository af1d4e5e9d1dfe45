import type { CreateFunctionRequest } from '@aws-sdk/client-lambda'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { invalidParameter, refuse } from './errors.ts'
import { checkMayBury, unassumable } from './execution-role.ts'
import { functionNameOf } from './function-name.ts'
import { settingsOf } from './settings.ts'

/** A function as it is asked for, but for its code. Throws what AWS refuses and what this cloud cannot do. */
export function newFunction(input: CreateFunctionRequest, call: Pick<Call, 'cloud'>) {
  const { name } = functionNameOf(input.FunctionName ?? '')
  refuse('PackageType Image', input.PackageType === 'Image')
  refuse('Publish', input.Publish)
  refuse('CodeSigningConfigArn', input.CodeSigningConfigArn)
  const { Role: roleArn = '', Handler: handler, Runtime } = input
  if (!handler || !Runtime)
    throw invalidParameter(
      'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
    )
  const settings = settingsOf(input)
  requireNew(name, call)
  if (!call.cloud.iam.mayAssume('lambda.amazonaws.com', roleArn)) throw unassumable()
  checkMayBury(roleArn, settings.deadLetterTargetArn, call)
  const architectures = input.Architectures ? { architectures: input.Architectures } : {}
  return { ...settings, ...architectures, name, roleArn, handler }
}

/** Throws ResourceConflictException when there is a function of that name. */
export function requireNew(name: string, { cloud }: Pick<Call, 'cloud'>) {
  if (cloud.lambda.entries.has(name))
    throw new AwsError('ResourceConflictException', `Function already exist: ${name}`, 409, { Type: 'User' })
}
