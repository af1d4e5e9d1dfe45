/** Properties that are taken and do nothing here, by resource type. */
export const unhonoured: Record<string, string[]> = {
  'AWS::DynamoDB::Table': ['PointInTimeRecoverySpecification', 'SSESpecification'],
  'AWS::Lambda::Function': ['Architectures', 'EphemeralStorage', 'TracingConfig'],
  'AWS::StepFunctions::StateMachine': ['TracingConfiguration'],
}
