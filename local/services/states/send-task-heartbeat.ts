import type { SendTaskHeartbeatInput, SendTaskHeartbeatOutput } from '@aws-sdk/client-sfn'
import type { Call } from '../../operation.ts'

export function handle({ taskToken = '' }: SendTaskHeartbeatInput, { cloud }: Call): SendTaskHeartbeatOutput {
  cloud.states.tokens.heartbeat(taskToken)
  return {}
}
