/** Parameters that are accepted and ignored. */
export const ignored: Record<string, string[]> = {
  ReceiveMessage: ['ReceiveRequestAttemptId'],
  SendMessage: ['MessageAttributes.BinaryListValues', 'MessageAttributes.StringListValues', 'MessageSystemAttributes'],
  SendMessageBatch: [
    'Entries.MessageAttributes.BinaryListValues',
    'Entries.MessageAttributes.StringListValues',
    'Entries.MessageSystemAttributes',
  ],
}

/** Parameters that are refused. */
export const refused: Record<string, string[]> = {
  SendMessage: ['MessageDeduplicationId', 'MessageGroupId'],
}

/** Where SQS differs from AWS's, as sentences for docs/fidelity.md. */
export const differences: readonly string[] = [
  'Queues are standard ones: FIFO queues are refused. Messages come in the order they were sent and never twice, which AWS does not promise.',
  'Counts of messages are exact. Encryption settings are kept and have no effect.',
  'Delays, visibility timeouts, retention and long polls run on the clock of the cloud.',
]
