import type { SendTaskFailureInput, SendTaskFailureOutput } from '@aws-sdk/client-sfn'
import type { Call } from '../../operation.ts'

export function handle({ taskToken = '', error, cause }: SendTaskFailureInput, { cloud }: Call): SendTaskFailureOutput {
  cloud.states.tokens.fail(taskToken, { error, cause })
  return {}
}
