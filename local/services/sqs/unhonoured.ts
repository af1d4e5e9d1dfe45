/** Parameters that are taken and do nothing here. */
export const unhonoured: Record<string, string[]> = {
  ReceiveMessage: ['ReceiveRequestAttemptId'],
  SendMessage: ['MessageSystemAttributes'],
}

/** Parameters that are refused: there are no FIFO queues. */
export const refused: Record<string, string[]> = {
  SendMessage: ['MessageDeduplicationId', 'MessageGroupId'],
}

/** Where SQS is unlike AWS's, in sentences for docs/fidelity.md. */
export const differences: readonly string[] = [
  'Queues are standard ones: FIFO queues are refused. Messages come in the order they were sent and never twice, which AWS does not promise.',
  'Counts of messages are exact. Encryption settings are kept and have no effect.',
  'Delays, visibility timeouts, retention and long polls run on the clock of the cloud.',
]
