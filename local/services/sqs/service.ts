import { AwsError } from '../../aws-error.ts'
import type { Service } from '../../operation.ts'
import { refusing } from '../../refused-parameters.ts'
import * as ChangeMessageVisibility from './change-message-visibility.ts'
import * as CreateQueue from './create-queue.ts'
import * as DeleteMessage from './delete-message.ts'
import * as DeleteMessageBatch from './delete-message-batch.ts'
import * as DeleteQueue from './delete-queue.ts'
import { refused } from './fidelity.ts'
import * as GetQueueAttributes from './get-queue-attributes.ts'
import * as GetQueueUrl from './get-queue-url.ts'
import * as ListQueueTags from './list-queue-tags.ts'
import * as ListQueues from './list-queues.ts'
import * as PurgeQueue from './purge-queue.ts'
import * as ReceiveMessage from './receive-message.ts'
import * as SendMessage from './send-message.ts'
import * as SendMessageBatch from './send-message-batch.ts'
import * as SetQueueAttributes from './set-queue-attributes.ts'
import * as TagQueue from './tag-queue.ts'
import * as UntagQueue from './untag-queue.ts'

export const service: Service = {
  signingName: 'sqs',
  iamPrefix: 'sqs',
  protocol: 'awsJson',
  denied: { code: 'AccessDenied', status: 403 },
  schemas: () => import('@aws-sdk/client-sqs'),
  operations: refusing(
    {
      ChangeMessageVisibility,
      CreateQueue,
      DeleteMessageBatch,
      DeleteMessage,
      DeleteQueue,
      GetQueueAttributes,
      GetQueueUrl,
      ListQueueTags,
      ListQueues,
      PurgeQueue,
      ReceiveMessage,
      SendMessageBatch,
      SendMessage,
      SetQueueAttributes,
      TagQueue,
      UntagQueue,
    },
    refused,
    (message) => new AwsError('InvalidParameterValue', message),
  ),
}
