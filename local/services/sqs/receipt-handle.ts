import { AwsError } from '../../aws-error.ts'

/** A receipt handle of the form SQS gives out; it may belong to a message that is gone. */
export function checkHandle(receiptHandle = ''): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(receiptHandle)) return receiptHandle
  throw new AwsError(
    'ReceiptHandleIsInvalid',
    `The input receipt handle "${receiptHandle}" is not a valid receipt handle.`,
    404,
  )
}
