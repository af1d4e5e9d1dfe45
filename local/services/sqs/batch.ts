import type { BatchResultErrorEntry } from '@aws-sdk/client-sqs'
import { AwsError } from '../../aws-error.ts'

const mostEntries = 10

/** The entries of a batch, of which each must have an id of its own. */
export function checkBatch<Entry extends { Id: string | undefined }>(entries: Entry[] | undefined): Entry[] {
  if (!entries?.length)
    throw new AwsError('EmptyBatchRequest', 'There should be at least one SendMessageBatchRequestEntry in the request.')
  if (entries.length > mostEntries)
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${mostEntries}. You have sent ${entries.length}.`,
    )
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length)
    throw new AwsError('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.')
  return entries
}

/** An entry that failed beside others that did not. */
export function failed(Id: string | undefined, error: unknown): BatchResultErrorEntry {
  if (!(error instanceof AwsError)) throw error
  return { Id, SenderFault: error.status < 500, Code: error.code, Message: error.message }
}
