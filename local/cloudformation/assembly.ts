import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Parameter } from './parameter-check.ts'

/** A CloudFormation template, as far as this cloud reads it. */
export interface Template {
  Transform?: unknown
  Parameters?: Record<string, Parameter>
  Mappings?: Record<string, Record<string, Record<string, unknown>>>
  Conditions?: Record<string, unknown>
  Resources: Record<string, TemplateResource>
  Outputs?: Record<string, { Value: unknown; Condition?: string }>
}

export interface TemplateResource {
  Type: string
  Properties?: Record<string, unknown>
  DependsOn?: string | string[]
  Condition?: string
}

/** A synthesized stack: its template, and where the files of its assets lie. */
export interface Assembly {
  stackName: string
  template: Template
  /** Folder or file of an asset by the S3 key that the template gives it. */
  assets: ReadonlyMap<string, string>
}

interface Manifest {
  artifacts: Record<string, { type: string; properties?: { templateFile?: string; file?: string; stackName?: string } }>
}

interface AssetManifest {
  files: Record<string, { source: { path?: string }; destinations: Record<string, { objectKey: string }> }>
}

/** Reads the only stack of a folder that `cdk synth` wrote, or the one named. */
export async function readAssembly(folder: string, stackName?: string): Promise<Assembly> {
  const { artifacts = {} } = await readJson<Partial<Manifest>>(join(folder, 'manifest.json'))
  const stacks = Object.entries(artifacts)
    .filter(([, { type }]) => type === 'aws:cloudformation:stack')
    .map(([id, { properties }]) => ({ name: properties?.stackName ?? id, file: properties?.templateFile ?? '' }))
    .filter(({ name }) => stackName === undefined || name === stackName)
  const [stack, ...others] = stacks
  if (!stack || others.length > 0) {
    throw new Error(`${folder} has ${stacks.length} stacks${stackName ? ` named ${stackName}` : ''}, not one`)
  }
  const manifests = Object.values(artifacts).filter(({ type }) => type === 'cdk:asset-manifest')
  const assets = await Promise.all(manifests.map(({ properties }) => assetsOf(folder, properties?.file ?? '')))
  const template = await readJson<Template>(join(folder, stack.file))
  return { stackName: stack.name, template, assets: new Map(assets.flat()) }
}

async function assetsOf(folder: string, file: string): Promise<[key: string, path: string][]> {
  const { files } = await readJson<AssetManifest>(join(folder, file))
  return Object.values(files).flatMap(({ source, destinations }) =>
    Object.values(destinations).map(({ objectKey }): [string, string] => [objectKey, join(folder, source.path ?? '')]),
  )
}

async function readJson<Content>(path: string): Promise<Content> {
  const text = await readFile(path, 'utf8')
  try {
    return JSON.parse(text) as Content
  } catch (error) {
    throw new Error(`${path}: ${(error as Error).message}`, { cause: error })
  }
}
