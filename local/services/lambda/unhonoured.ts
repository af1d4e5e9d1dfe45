import { idleSeconds } from '../../functions/warm-environments.ts'
import { concurrencyLimit } from './concurrency-limit.ts'

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
  'An environment is a process of the user: functions share the file system, timers go on between invocations, and of NODE_OPTIONS only --enable-source-maps counts. What a function writes to the descriptors of standard output past `console` and `process.stdout` is lost.',
  'A function is killed when it takes 64 MB more than its memory, which is what Node itself may need; on macOS only its heap is limited.',
  `At most ${concurrencyLimit} invocations run at a time. Up to 3 idle environments stay warm, for ${idleSeconds} seconds.`,
  'A timeout is on the wall clock, the retries of asynchronous invocations are on the cloud clock.',
]
