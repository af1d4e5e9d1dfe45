/** Parameters that are taken and do nothing here. */
export const unhonoured: Record<string, string[]> = {
  CreateTable: ['OnDemandThroughput', 'ProvisionedThroughput', 'ResourcePolicy', 'WarmThroughput'],
}

/** Parameters that are refused with ValidationException. */
export const refused: Record<string, string[]> = {
  CreateTable: ['GlobalTableSettingsReplicationMode', 'GlobalTableSourceArn', 'StreamSpecification', 'VectorIndexes'],
}

/** Where tables are unlike AWS's, in sentences for docs/fidelity.md. */
export const differences: readonly string[] = [
  'Items live in memory, in dynalite: there are no transactions, no PartiQL, no streams, no backups to restore from, and no throttling.',
  'Expired items are deleted every ten minutes of cloud time; AWS promises a few days.',
]
