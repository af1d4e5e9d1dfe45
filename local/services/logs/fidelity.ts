/** Parameters that are accepted and ignored. */
export const ignored: Record<string, string[]> = {
  CreateLogGroup: ['kmsKeyId', 'logGroupClass', 'deletionProtectionEnabled'],
  DescribeLogGroups: ['accountIdentifiers', 'includeLinkedAccounts'],
  FilterLogEvents: ['interleaved', 'unmask'],
  GetLogEvents: ['unmask'],
  PutLogEvents: ['sequenceToken', 'entity'],
}

/** Where CloudWatch Logs differs from AWS's, as sentences for docs/fidelity.md. */
export const differences: readonly string[] = [
  'At most 32 MiB of events are kept; the oldest go first.',
  'FilterLogEvents refuses patterns of space-delimited fields in brackets, and startFromHead false.',
]
