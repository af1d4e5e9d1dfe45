import type { GetCommandInvocationRequest, GetCommandInvocationResult } from '@aws-sdk/client-ssm'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'

export function handle(input: GetCommandInvocationRequest, { cloud }: Call): GetCommandInvocationResult {
  const invocation = cloud.ssm.invocations
    .get(input.CommandId ?? '')
    ?.find((each) => each.instanceId === input.InstanceId)
  if (!invocation) throw new AwsError('InvocationDoesNotExist', '')
  const failed = invocation.status === 'Failed'
  return {
    CommandId: invocation.commandId,
    InstanceId: invocation.instanceId,
    DocumentName: invocation.documentName,
    Comment: invocation.comment,
    PluginName: 'aws:runShellScript',
    Status: invocation.status,
    StatusDetails: invocation.status,
    ResponseCode: invocation.responseCode,
    ExecutionStartDateTime: new Date(invocation.requestedAt).toISOString(),
    ...(invocation.endedAt === undefined ? {} : { ExecutionEndDateTime: new Date(invocation.endedAt).toISOString() }),
    StandardOutputContent: failed ? '' : invocation.output,
    StandardErrorContent: failed ? invocation.output : '',
  }
}
