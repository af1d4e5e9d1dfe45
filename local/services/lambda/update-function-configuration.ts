import type { FunctionConfiguration, UpdateFunctionConfigurationRequest } from '@aws-sdk/client-lambda'
import type { Call } from '../../operation.ts'
import { configurationOf } from './configuration.ts'
import { checkAssumable, checkMayBury, passRole } from './execution-role.ts'
import { checkRevision } from './revision.ts'
import { settingsOf } from './settings.ts'

export { resources } from './function-resource.ts'

export const needs = ({ Role }: UpdateFunctionConfigurationRequest) => passRole(Role)

export function handle(input: UpdateFunctionConfigurationRequest, call: Call): FunctionConfiguration {
  const { deployed } = call.cloud.lambda.entry(input.FunctionName ?? '')
  checkRevision(deployed, input.RevisionId)
  const settings = settingsOf(input)
  if (input.Role) checkAssumable(input.Role, call)
  checkMayBury(input.Role ?? deployed.roleArn, settings.deadLetterTargetArn, call)
  return configurationOf(call.cloud.lambda.register({ ...deployed, ...settings }))
}
