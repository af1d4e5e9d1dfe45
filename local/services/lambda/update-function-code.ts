import type { FunctionConfiguration, UpdateFunctionCodeRequest } from '@aws-sdk/client-lambda'
import type { Call } from '../../operation.ts'
import { unpackedCode } from './code-archive.ts'
import { configurationOf } from './configuration.ts'
import { checkRevision } from './revision.ts'

export { resources } from './function-resource.ts'

export async function handle(input: UpdateFunctionCodeRequest, call: Call): Promise<FunctionConfiguration> {
  const { deployed } = call.cloud.lambda.entry(input.FunctionName ?? '')
  checkRevision(deployed, input.RevisionId)
  const code = await unpackedCode(input, call)
  const changed = { ...deployed, ...code, architectures: input.Architectures ?? deployed.architectures }
  return configurationOf(input.DryRun ? changed : call.cloud.lambda.register(changed))
}
