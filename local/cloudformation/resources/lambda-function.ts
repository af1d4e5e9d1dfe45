import { mkdir, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Architecture, CreateFunctionRequest, Runtime, TracingMode } from '@aws-sdk/client-lambda'
import { newFunction } from '../../services/lambda/new-function.ts'
import { apiInput } from '../api-input.ts'
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
  LoggingConfig?: { LogFormat?: string; LogGroup?: string }
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
    const settings = await settingsOf(properties, name, creation)
    const folder = await codeFolder(properties.Code, name, creation)
    const { arn } = lambda.register({
      ...settings,
      folder,
      codeSha256: Buffer.from(properties.Code.S3Key?.replace(/\.zip$/, '') ?? '', 'hex').toString('base64'),
      codeBytes: await bytesIn(folder),
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

/** Checked as CreateFunction checks it, but for the time that IAM takes to spread a role. */
async function settingsOf(properties: Properties, FunctionName: string, { cloud }: Creation) {
  const { Code, ReservedConcurrentExecutions, Tags, ...rest } = properties
  const input = await apiInput('lambda', 'CreateFunction', { ...rest, FunctionName })
  return newFunction(input as CreateFunctionRequest, { cloud })
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
