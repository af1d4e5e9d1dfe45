import { nameOf } from '../../arn.ts'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import type { Queue } from './queue.ts'

interface Request {
  QueueUrl?: string | undefined
}

/** The queue of a request, or AWS's QueueDoesNotExist. */
export function findQueue({ QueueUrl = '' }: Request, { cloud }: Call): Queue {
  const queue = cloud.sqs.queue(QueueUrl)
  if (!queue) throw noQueue()
  return queue
}

export const noQueue = () => new AwsError('QueueDoesNotExist', 'The specified queue does not exist.')

/** The queue as the only resource of an operation with a QueueUrl. */
export const resources = ({ QueueUrl = '' }: Request, { cloud }: Call) => [cloud.sqs.arnOf(nameOf(QueueUrl))]
