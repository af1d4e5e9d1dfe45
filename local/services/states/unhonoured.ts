/** Parameters that are taken and described, but do nothing here. */
export const unhonoured: Record<string, string[]> = {
  CreateStateMachine: ['tracingConfiguration'],
  UpdateStateMachine: ['tracingConfiguration'],
  DescribeStateMachine: ['includedData'],
  DescribeStateMachineForExecution: ['includedData'],
  StartExecution: ['traceHeader'],
  ValidateStateMachineDefinition: ['type'],
}

/** Where Step Functions is unlike AWS's, in sentences for docs/fidelity.md. */
export const differences: readonly string[] = [
  'TimeoutSeconds of a task that waits for a Lambda function passes on the wall, as the function runs; every other timeout and heartbeat passes on the clock of the cloud.',
]
