import type { FunctionConfiguration, UpdateFunctionCodeRequest } from '@aws-sdk/client-lambda'
import type { Call } from '../../operation.ts'
import { codeArchive } from './code-archive.ts'
import { configurationOf } from './configuration.ts'
import type { DeployedFunction } from './deployed-function.ts'
import { checkRevision } from './revision.ts'

export { resources } from './function-resource.ts'

/** The function is looked up before the code is, to refuse what is wrong at once. A dry run unpacks nothing. */
export async function handle(input: UpdateFunctionCodeRequest, call: Call): Promise<FunctionConfiguration> {
  current(input, call)
  const archive = await codeArchive(input, call)
  if (input.DryRun) {
    const { codeSha256, codeBytes } = archive
    return configurationOf({ ...current(input, call), codeSha256, codeBytes })
  }
  // Looked up anew when all is unpacked: its configuration may have changed, or the function be gone.
  return configurationOf(await call.cloud.lambda.deploy(archive, (code) => ({ ...current(input, call), ...code })))
}

/** The function as it is now, with the architectures asked for. Throws when it is not of the revision asked for. */
function current({ FunctionName = '', RevisionId, Architectures }: UpdateFunctionCodeRequest, { cloud }: Call) {
  const { deployed } = cloud.lambda.entry(FunctionName)
  checkRevision(deployed, RevisionId)
  return { ...deployed, architectures: Architectures ?? deployed.architectures } satisfies DeployedFunction
}
