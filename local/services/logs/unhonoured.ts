/** Parameters that are taken and change nothing, by operation. */
export const unhonoured: Record<string, string[]> = {
  CreateLogGroup: ['kmsKeyId', 'logGroupClass', 'deletionProtectionEnabled'],
  DescribeLogGroups: ['accountIdentifiers', 'includeLinkedAccounts'],
  FilterLogEvents: ['interleaved', 'unmask'],
  GetLogEvents: ['unmask'],
  PutLogEvents: ['sequenceToken', 'entity'],
}

/** Parameters that are refused. */
export const refused: Record<string, string[]> = {
  FilterLogEvents: ['startFromHead', 'filterPattern with fields in brackets'],
}

export const differences = ['At most 32 MiB of events are kept; the oldest go first.']
