import type { DeleteMessageRequest } from '@aws-sdk/client-sqs'
import type { Call } from '../../operation.ts'
import { findQueue } from './find.ts'
import { checkHandle } from './receipt-handle.ts'

export { resources } from './find.ts'

export function handle(input: DeleteMessageRequest, call: Call) {
  findQueue(input, call).delete(checkHandle(input.ReceiptHandle))
  return {}
}
