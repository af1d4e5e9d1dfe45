import { AwsError } from '../../aws-error.ts'

interface Fifo {
  MessageGroupId?: string | undefined
  MessageDeduplicationId?: string | undefined
}

/** Queues are standard ones, in which messages have neither order nor identity. */
export function refuseFifo({ MessageGroupId, MessageDeduplicationId }: Fifo) {
  if (MessageGroupId !== undefined || MessageDeduplicationId !== undefined)
    throw new AwsError(
      'InvalidParameterValue',
      'MessageGroupId and MessageDeduplicationId are not supported by this cloud.',
    )
}
