/** Parameters that are taken and change nothing but what the API answers. */
export const unhonoured: Record<string, string[]> = {
  CreateFunction: ['Architectures', 'EphemeralStorage', 'KMSKeyArn', 'TracingConfig', 'PublishTo', 'TenancyConfig'],
  Invoke: ['ClientContext'],
  ListFunctions: ['FunctionVersion', 'MasterRegion'],
  UpdateFunctionCode: ['Architectures', 'PublishTo', 'S3ObjectStorageMode', 'SourceKMSKeyArn'],
  UpdateFunctionConfiguration: ['EphemeralStorage', 'KMSKeyArn', 'TracingConfig'],
}

const configuration = [
  'CapacityProviderConfig',
  'DeadLetterConfig of a topic',
  'DurableConfig',
  'FileSystemConfigs',
  'ImageConfig',
  'Layers',
  'LoggingConfig.LogFormat JSON',
  'SnapStart',
  'VpcConfig',
]

/** Parameters that are refused. */
export const refused: Record<string, string[]> = {
  AddPermission: ['EventSourceToken', 'FunctionUrlAuthType', 'InvokedViaFunctionUrl'],
  CreateFunction: [...configuration, 'Code.ImageUri', 'Code.S3ObjectVersion', 'CodeSigningConfigArn', 'Publish'],
  Invoke: ['DurableExecutionName', 'TenantId'],
  UpdateFunctionCode: ['ImageUri', 'Publish', 'S3ObjectVersion'],
  UpdateFunctionConfiguration: configuration,
}

export const differences = [
  'Functions run on the Node of the cloud, whatever of nodejs20.x, nodejs22.x and nodejs24.x they ask for; other runtimes are refused.',
  'A function brings its own AWS SDK. There is one version, `$LATEST`, and no alias.',
  'An environment is a thread with its own variables, heap and output: functions share the file system and the working directory, timers go on between invocations, and of NODE_OPTIONS only --enable-source-maps counts.',
  'At most 50 invocations run at a time, and 3 environments stay warm, for half a minute.',
  'A timeout is on the wall clock, the retries of asynchronous invocations are on the cloud clock.',
]
