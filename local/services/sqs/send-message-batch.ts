import type { SendMessageBatchRequest, SendMessageBatchResult } from '@aws-sdk/client-sqs'
import type { Call } from '../../operation.ts'
import { checkBatch, failed } from './batch.ts'
import { refuseFifo } from './errors.ts'
import { findQueue } from './find.ts'
import { send } from './send-message.ts'

export { resources } from './find.ts'
export const action = 'sqs:SendMessage'

export function handle(input: SendMessageBatchRequest, call: Call): SendMessageBatchResult {
  const queue = findQueue(input, call)
  const answer = { Successful: [], Failed: [] } as Required<Pick<SendMessageBatchResult, 'Successful' | 'Failed'>>
  for (const entry of checkBatch(input.Entries)) {
    try {
      refuseFifo(entry)
      answer.Successful?.push({ Id: entry.Id, ...send(queue, entry, call) })
    } catch (error) {
      answer.Failed?.push(failed(entry.Id, error))
    }
  }
  return answer
}
