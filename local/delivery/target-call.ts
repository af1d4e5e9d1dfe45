import { nameOf } from '../arn.ts'
import type { Cloud } from '../cloud.ts'

/** A call to another service, as `Cloud.invoke` takes it. */
export interface TargetCall {
  signingName: string
  operation: string
  input: Record<string, unknown>
}

/** The call that hands a payload to a target; undefined for a kind of target this cloud does not serve. */
export function callOf(cloud: Cloud, targetArn: string, payload: string): TargetCall | undefined {
  const [, , service, , , ...rest] = targetArn.split(':')
  if (service === 'states' && rest[0] === 'stateMachine')
    return { signingName: service, operation: 'StartExecution', input: { stateMachineArn: targetArn, input: payload } }
  if (service === 'lambda' && rest[0] === 'function') {
    const input = { FunctionName: targetArn, InvocationType: 'Event', Payload: Buffer.from(payload) }
    return { signingName: service, operation: 'Invoke', input }
  }
  if (service === 'sqs') return sendMessageTo(cloud, targetArn, payload)
  return undefined
}

/** The call that puts a message into a queue. */
export function sendMessageTo(
  cloud: Cloud,
  queueArn: string,
  body: string,
  attributes: Record<string, string> = {},
): TargetCall {
  const texts = Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }])
  return {
    signingName: 'sqs',
    operation: 'SendMessage',
    input: {
      QueueUrl: cloud.sqs.urlOf(nameOf(queueArn.replaceAll(':', '/'))),
      MessageBody: body,
      ...(texts.length > 0 && { MessageAttributes: Object.fromEntries(texts) }),
    },
  }
}
