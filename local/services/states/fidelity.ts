const ofKeys = ['kmsDataKeyReusePeriodSeconds', 'kmsKeyId'].map((member) => `encryptionConfiguration.${member}`)

/** Parameters that are accepted and ignored. */
export const ignored: Record<string, string[]> = {
  CreateStateMachine: ['tracingConfiguration', ...ofKeys],
  UpdateStateMachine: ['tracingConfiguration', ...ofKeys],
  DescribeStateMachine: ['includedData'],
  DescribeStateMachineForExecution: ['includedData'],
  StartExecution: ['traceHeader'],
  ValidateStateMachineDefinition: ['type'],
}

/** Where Step Functions differs from AWS's, as sentences for docs/fidelity.md. */
export const differences: readonly string[] = [
  'TimeoutSeconds of a task that waits for a Lambda function passes on the wall, as the function runs; every other timeout and heartbeat passes on the clock of the cloud.',
]
