import type { DeleteMessageBatchRequest, DeleteMessageBatchResult } from '@aws-sdk/client-sqs'
import type { Call } from '../../operation.ts'
import { checkBatch, failed } from './batch.ts'
import { findQueue } from './find.ts'
import { checkHandle } from './receipt-handle.ts'

export { resources } from './find.ts'
export const action = 'sqs:DeleteMessage'

export function handle(input: DeleteMessageBatchRequest, call: Call): DeleteMessageBatchResult {
  const queue = findQueue(input, call)
  const answer = { Successful: [], Failed: [] } as Required<Pick<DeleteMessageBatchResult, 'Successful' | 'Failed'>>
  for (const { Id, ReceiptHandle } of checkBatch(input.Entries)) {
    try {
      queue.delete(checkHandle(ReceiptHandle))
      answer.Successful?.push({ Id })
    } catch (error) {
      answer.Failed?.push(failed(Id, error))
    }
  }
  return answer
}
