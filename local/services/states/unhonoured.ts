/** Parameters that are taken and described, but do nothing here. */
export const unhonoured: Record<string, string[]> = {
  CreateStateMachine: ['tracingConfiguration'],
  UpdateStateMachine: ['tracingConfiguration'],
  DescribeStateMachine: ['includedData'],
  DescribeStateMachineForExecution: ['includedData'],
  StartExecution: ['traceHeader'],
  ValidateStateMachineDefinition: ['type'],
}
