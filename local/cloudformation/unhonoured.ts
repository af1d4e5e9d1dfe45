/** Properties that are taken and do nothing here, or are only kept and described, by resource type. */
export const unhonoured: Record<string, string[]> = {
  'AWS::DynamoDB::Table': ['PointInTimeRecoverySpecification', 'ProvisionedThroughput', 'SSESpecification'],
  'AWS::Lambda::Function': ['Architectures', 'EphemeralStorage', 'TracingConfig'],
  'AWS::S3::Bucket': ['BucketEncryption', 'OwnershipControls'],
  'AWS::SQS::Queue': ['KmsMasterKeyId', 'SqsManagedSseEnabled'],
  'AWS::StepFunctions::StateMachine': ['TracingConfiguration'],
}
