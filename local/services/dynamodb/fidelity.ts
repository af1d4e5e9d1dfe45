/** Parameters that are accepted and ignored. */
export const ignored: Record<string, string[]> = {
  CreateTable: ['OnDemandThroughput', 'ProvisionedThroughput', 'ResourcePolicy', 'WarmThroughput'],
  ListTagsOfResource: ['NextToken'],
  UpdateContinuousBackups: ['PointInTimeRecoverySpecification.RecoveryPeriodInDays'],
}

/** Parameters that are refused. */
export const refused: Record<string, string[]> = {
  CreateTable: [
    'GlobalTableSettingsReplicationMode',
    'GlobalTableSourceArn',
    'StreamSpecification.StreamEnabled',
    'VectorIndexes',
  ],
}

/** Where DynamoDB differs from AWS's, as sentences for docs/fidelity.md. */
export const differences: readonly string[] = [
  'Items live in memory, in dynalite: there are no transactions, no PartiQL, no streams, no backups to restore from, and no throttling.',
  'Expired items are deleted every ten minutes of cloud time; AWS promises a few days.',
]
