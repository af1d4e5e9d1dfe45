import type { CreateFunctionRequest, UpdateFunctionConfigurationRequest } from '@aws-sdk/client-lambda'
import { reservedVariables } from '../../functions/environment-variables.ts'
import { invalidParameter, refuse } from './errors.ts'

type Input = CreateFunctionRequest | UpdateFunctionConfigurationRequest

const runtimes = ['nodejs20.x', 'nodejs22.x', 'nodejs24.x']

const environmentLimitBytes = 4096

/** What creation and update have in common, as far as it is given. Throws what AWS refuses and what this cloud can't do. */
export function settingsOf(input: Input) {
  checkSupported(input)
  checkRange('timeout', input.Timeout, 1, 900)
  checkRange('memorySize', input.MemorySize, 128, 10_240)
  checkRange('ephemeralStorage.size', input.EphemeralStorage?.Size, 512, 10_240)
  checkVariables(input.Environment?.Variables)
  return given({
    roleArn: input.Role,
    runtime: input.Runtime,
    handler: input.Handler,
    description: input.Description,
    timeoutSeconds: input.Timeout,
    memoryMegabytes: input.MemorySize,
    environment: input.Environment && (input.Environment.Variables ?? {}),
    tracingMode: input.TracingConfig?.Mode,
    ephemeralStorageMegabytes: input.EphemeralStorage?.Size,
    logFormat: input.LoggingConfig?.LogFormat,
    logGroup: input.LoggingConfig?.LogGroup,
    deadLetterTargetArn: input.DeadLetterConfig?.TargetArn,
  })
}

function checkSupported(input: Input) {
  if (input.Runtime !== undefined && !runtimes.includes(input.Runtime)) {
    throw invalidParameter(
      `The runtime parameter of ${input.Runtime} is not supported by this cloud. We recommend you use one of ${runtimes.join(', ')}.`,
    )
  }
  refuse('DeadLetterConfig of a topic', input.DeadLetterConfig?.TargetArn?.includes(':sns:'))
  refuse('SnapStart', input.SnapStart?.ApplyOn === 'PublishedVersions')
  refuse('LoggingConfig.LogFormat JSON', input.LoggingConfig?.LogFormat === 'JSON')
}

function checkRange(name: string, value: number | undefined, least: number, most: number) {
  if (value === undefined || (value >= least && value <= most)) return
  const rule = value < least ? `greater than or equal to ${least}` : `less than or equal to ${most}`
  throw invalidParameter(
    `1 validation error detected: Value '${value}' at '${name}' failed to satisfy constraint: Member must have value ${rule}`,
    'ValidationException',
  )
}

function checkVariables(variables: Record<string, string> = {}) {
  const reserved = Object.keys(variables).filter((name) => reservedVariables.includes(name))
  if (reserved.length > 0) {
    throw invalidParameter(
      `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(', ')}`,
    )
  }
  const text = JSON.stringify(variables)
  if (Buffer.byteLength(text) > environmentLimitBytes) {
    throw invalidParameter(
      `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: ${text}`,
    )
  }
}

type Given<Settings> = { [Key in keyof Settings]?: Exclude<Settings[Key], undefined> }

function given<Settings extends object>(settings: Settings): Given<Settings> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as Given<Settings>
}
