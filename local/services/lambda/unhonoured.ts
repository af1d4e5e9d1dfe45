/** Parameters that are taken and change nothing but what the API answers, by operation. */
export const unhonoured: Record<string, string[]> = {
  CreateFunction: ['Architectures', 'EphemeralStorage', 'KMSKeyArn', 'TracingConfig', 'PublishTo', 'TenancyConfig'],
  Invoke: ['ClientContext'],
  ListFunctions: ['FunctionVersion', 'MasterRegion'],
  UpdateFunctionCode: ['Architectures', 'PublishTo', 'SourceKMSKeyArn'],
  UpdateFunctionConfiguration: ['EphemeralStorage', 'KMSKeyArn', 'TracingConfig'],
}
