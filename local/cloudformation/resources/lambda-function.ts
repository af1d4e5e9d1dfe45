import { mkdir, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Architecture, Runtime, TracingMode } from '@aws-sdk/client-lambda'
import type { Creation, ResourceType, Tag } from '../resource-type.ts'

interface Properties {
  Architectures?: Architecture[]
  Code: { S3Bucket?: string; S3Key?: string; ZipFile?: string }
  DeadLetterConfig?: { TargetArn: string }
  Description?: string
  Environment?: { Variables?: Record<string, string> }
  EphemeralStorage?: { Size: number }
  FunctionName?: string
  Handler: string
  LoggingConfig?: { LogGroup?: string }
  MemorySize?: number
  ReservedConcurrentExecutions?: number
  Role: string
  Runtime: Runtime
  Tags?: Tag[]
  Timeout?: number
  TracingConfig?: { Mode: TracingMode }
}

export const lambdaFunction: ResourceType<Properties> = {
  type: 'AWS::Lambda::Function',
  properties: [
    'Architectures',
    'Code',
    'DeadLetterConfig',
    'Description',
    'Environment',
    'EphemeralStorage',
    'FunctionName',
    'Handler',
    'LoggingConfig',
    'MemorySize',
    'ReservedConcurrentExecutions',
    'Role',
    'Runtime',
    'Tags',
    'Timeout',
    'TracingConfig',
  ],

  /** The folder of the asset is the function's code as it is: nothing is zipped and unzipped again. */
  async create(properties, creation) {
    const name = properties.FunctionName ?? creation.drawName()
    const { lambda, tags } = creation.cloud
    const folder = await codeFolder(properties.Code, name, creation)
    const { arn } = lambda.register({
      name,
      folder,
      codeSha256: Buffer.from(properties.Code.S3Key?.replace(/\.zip$/, '') ?? '', 'hex').toString('base64'),
      codeBytes: await bytesIn(folder),
      ...settingsOf(properties),
    })
    if (properties.Tags) tags.add(arn, properties.Tags)
    const reserved = properties.ReservedConcurrentExecutions
    if (reserved !== undefined) {
      const limit = { FunctionName: name, ReservedConcurrentExecutions: reserved }
      await creation.call('lambda', 'PutFunctionConcurrency', limit)
    }
    return { ref: name, attributes: { Arn: arn } }
  },
}

function settingsOf(properties: Properties) {
  return {
    handler: properties.Handler,
    runtime: properties.Runtime,
    roleArn: properties.Role,
    description: properties.Description ?? '',
    environment: properties.Environment?.Variables ?? {},
    timeoutSeconds: properties.Timeout ?? 3,
    memoryMegabytes: properties.MemorySize ?? 128,
    architectures: properties.Architectures ?? ['x86_64' as const],
    tracingMode: properties.TracingConfig?.Mode ?? 'PassThrough',
    ephemeralStorageMegabytes: properties.EphemeralStorage?.Size ?? 512,
    deadLetterTargetArn: properties.DeadLetterConfig?.TargetArn,
    ...(properties.LoggingConfig?.LogGroup && { logGroup: properties.LoggingConfig.LogGroup }),
  }
}

async function codeFolder(code: Properties['Code'], name: string, { assets, cloud }: Creation): Promise<string> {
  const asset = assets.get(code.S3Key ?? '')
  if (asset) return asset
  if (code.ZipFile === undefined) throw new Error(`${name}: the assembly has no asset ${code.S3Key}`)
  const folder = join(cloud.folder, 'functions', name)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'index.js'), code.ZipFile)
  return folder
}

async function bytesIn(folder: string): Promise<number> {
  const files = await readdir(folder)
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}
