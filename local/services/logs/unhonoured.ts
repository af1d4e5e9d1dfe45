/** Parameters that are taken and change nothing, by operation. */
export const unhonoured: Record<string, string[]> = {
  CreateLogGroup: ['kmsKeyId', 'logGroupClass', 'deletionProtectionEnabled'],
  DescribeLogGroups: ['accountIdentifiers', 'includeLinkedAccounts'],
  FilterLogEvents: ['interleaved', 'unmask'],
  GetLogEvents: ['unmask'],
  PutLogEvents: ['sequenceToken', 'entity'],
}
