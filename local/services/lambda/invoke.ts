import type { InvocationRequest, InvocationResponse } from '@aws-sdk/client-lambda'
import type { Call } from '../../operation.ts'
import { qualified } from './qualified.ts'

export { resources } from './function-resource.ts'

export const action = 'lambda:InvokeFunction'

export async function handle(input: InvocationRequest, { cloud, requestId }: Call): Promise<InvocationResponse> {
  const { lambda } = cloud
  const name = qualified(input)
  const payload = Buffer.from(input.Payload ?? []).toString()
  if (input.InvocationType === 'DryRun') {
    lambda.entry(name)
    return { StatusCode: 204 }
  }
  if (input.InvocationType === 'Event') {
    lambda.invokeLater(name, payload, requestId)
    return { StatusCode: 202 }
  }
  const outcome = await lambda.invoke(name, payload, requestId)
  return {
    StatusCode: 200,
    ExecutedVersion: '$LATEST',
    Payload: Buffer.from(outcome.payload),
    ...(outcome.functionError && { FunctionError: outcome.functionError }),
    ...(input.LogType === 'Tail' && { LogResult: Buffer.from(outcome.logTail).toString('base64') }),
  }
}
