import { environmentsKept, idleSeconds } from '../../functions/warm-environments.ts'
import { concurrencyLimit } from './concurrency-limit.ts'

const settings = [
  'EphemeralStorage',
  'KMSKeyArn',
  'LoggingConfig.ApplicationLogLevel',
  'LoggingConfig.SystemLogLevel',
  'TracingConfig',
  'VpcConfig.Ipv6AllowedForDualStack',
]

/** Parameters that are accepted and ignored. */
export const ignored: Record<string, string[]> = {
  CreateFunction: [
    ...settings,
    'Architectures',
    'Code.S3ObjectStorageMode',
    'Code.SourceKMSKeyArn',
    'PublishTo',
    'TenancyConfig',
  ],
  Invoke: ['ClientContext'],
  ListFunctions: ['FunctionVersion', 'MasterRegion'],
  UpdateFunctionCode: ['Architectures', 'PublishTo', 'S3ObjectStorageMode', 'SourceKMSKeyArn'],
  UpdateFunctionConfiguration: settings,
}

const configuration = [
  'CapacityProviderConfig',
  'DurableConfig',
  'FileSystemConfigs',
  'ImageConfig',
  'Layers',
  'VpcConfig.SecurityGroupIds',
  'VpcConfig.SubnetIds',
]

/** Parameters that are refused. */
export const refused: Record<string, string[]> = {
  AddPermission: ['EventSourceToken', 'FunctionUrlAuthType', 'InvokedViaFunctionUrl'],
  CreateFunction: [...configuration, 'Code.ImageUri', 'Code.S3ObjectVersion', 'CodeSigningConfigArn', 'Publish'],
  Invoke: ['DurableExecutionName', 'TenantId'],
  UpdateFunctionCode: ['ImageUri', 'Publish', 'S3ObjectVersion'],
  UpdateFunctionConfiguration: configuration,
}

const values = ['DeadLetterConfig.TargetArn', 'LoggingConfig.LogFormat', 'Runtime', 'SnapStart.ApplyOn']

/** Parameters that the operations refuse themselves: with some values, or in words of their own. */
export const partlyRefused: Record<string, string[]> = {
  CreateFunction: [...values, 'PackageType'],
  UpdateFunctionConfiguration: values,
}

/** Where Lambda differs from AWS's, as sentences for docs/fidelity.md. */
export const differences: readonly string[] = [
  'Functions run on the Node of the cloud, whatever of nodejs20.x, nodejs22.x and nodejs24.x they ask for; other runtimes are refused.',
  'A function is Active and its last update Successful at once: there is no Pending, no InProgress and no ResourceConflictException for them. GetFunction shows no location of the code.',
  'A function brings its own AWS SDK. There is one version, `$LATEST`, and no alias.',
  'An environment is a worker thread in a process of the user: functions share the file system, timers go on between invocations, the time zone is UTC, of NODE_OPTIONS only --enable-source-maps counts, and what a thread may not do fails, such as `process.chdir` and `process.abort`. A program that a function starts in a process group of its own outlives it. `WebSocket`, `CloseEvent` and `MessageEvent` are global, but no names of `node:http`. What a function writes to the descriptors of standard output past `console` and `process.stdout` is lost.',
  'A function is killed when its process takes 48 MB more than its memory and what Node took before it was loaded.',
  `At most ${concurrencyLimit} invocations run at a time. Idle environments stay warm for ${idleSeconds} seconds, while there are no more than ${environmentsKept}, busy ones included.`,
  'A timeout is on the wall clock, the retries of asynchronous invocations are on the cloud clock.',
]
