import type { ChangeMessageVisibilityRequest } from '@aws-sdk/client-sqs'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { findQueue } from './find.ts'
import { checkHandle } from './receipt-handle.ts'

export { resources } from './find.ts'

export function handle(input: ChangeMessageVisibilityRequest, call: Call) {
  const now = call.cloud.clock.now()
  const seconds = input.VisibilityTimeout ?? 0
  if (!(seconds >= 0 && seconds <= 43_200))
    throw new AwsError(
      'InvalidParameterValue',
      `Value ${seconds} for parameter VisibilityTimeout is invalid. Reason: VisibilityTimeout must be an integer between 0 and 43200.`,
    )
  const message = findQueue(input, call).find(checkHandle(input.ReceiptHandle))
  if (!message || message.visibleAt <= now)
    throw new AwsError('MessageNotInflight', 'The specified message is not in flight.')
  message.visibleAt = now + seconds * 1000
  return {}
}
