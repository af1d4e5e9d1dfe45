/** Parameters that are accepted and ignored. */
export const ignored: Record<string, string[]> = {
  'AWS::DynamoDB::Table': ['PointInTimeRecoverySpecification', 'ProvisionedThroughput', 'SSESpecification'],
  'AWS::Lambda::Function': ['Architectures', 'EphemeralStorage', 'TracingConfig'],
  'AWS::S3::Bucket': ['BucketEncryption', 'OwnershipControls'],
  'AWS::SQS::Queue': ['KmsMasterKeyId', 'SqsManagedSseEnabled'],
  'AWS::StepFunctions::StateMachine': ['TracingConfiguration'],
}
