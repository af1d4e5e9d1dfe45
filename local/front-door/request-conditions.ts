import type { NormalizedSchema } from '@smithy/core/schema'
import type { Cloud } from '../cloud.ts'

type Values = string | string[]

/** An API call as far as condition keys can be read from it. */
export interface Asked {
  /** The IAM prefix of its service. */
  prefix: string
  input: Record<string, unknown>
  schema: NormalizedSchema | undefined
}

const reported = new WeakMap<Cloud, Set<string>>()

/**
 * The value of a condition key that is named after a member of the request, such as `ssm:Overwrite`. A key that the
 * cloud cannot supply is reported, once for an action: a policy that relies on it decides otherwise than on AWS.
 */
export function requestCondition(cloud: Cloud, action: string, key: string, asked: Asked): Values | undefined {
  const [prefix, name = ''] = key.split(':')
  if (name.includes('/')) return undefined
  const wanted = plain(name)
  const isOwn = prefix === asked.prefix && action.startsWith(`${prefix}:`)
  if (isOwn && asked.schema && hasMember(asked.schema, wanted, prefix)) return memberValue(asked.input, wanted, prefix)
  report(cloud, action, key)
  return undefined
}

/** Keys of S3 are named after headers: `s3:x-amz-storage-class` is the member StorageClass. */
const plain = (name: string) =>
  name
    .toLowerCase()
    .replace(/^x-amz-/, '')
    .replace(/[^a-z0-9]/g, '')

function report(cloud: Cloud, action: string, key: string) {
  const known = reported.get(cloud) ?? new Set()
  reported.set(cloud, known)
  if (known.has(`${action} ${key}`)) return
  known.add(`${action} ${key}`)
  cloud.note(`A policy looks at ${key} for ${action}, which this cloud never supplies: the key counts as missing.`)
}

/** EC2 alone names keys after members of members: MetadataOptions.HttpTokens is `MetadataHttpTokens`, others keep their name. */
const isDeep = (prefix: string) => prefix === 'ec2'

const nested = (parent: string, member: string) => [plain(member), plain(parent.replace(/Options$/, '') + member)]

function hasMember(schema: NormalizedSchema, wanted: string, prefix: string, parent = ''): boolean {
  if (schema.isListSchema()) return hasMember(schema.getValueSchema(), wanted, prefix, parent)
  if (!schema.isStructSchema()) return false
  return [...schema.structIterator()].some(
    ([name, member]) =>
      nested(parent, name).includes(wanted) || (isDeep(prefix) && hasMember(member, wanted, prefix, name)),
  )
}

function memberValue(input: Record<string, unknown>, wanted: string, prefix: string): Values | undefined {
  const found = new Set(valuesIn(input, wanted, prefix, ''))
  const [only] = found
  return found.size > 1 ? [...found] : only
}

function valuesIn(value: unknown, wanted: string, prefix: string, parent: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuesIn(item, wanted, prefix, parent))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, item]) => {
    if (nested(parent, name).includes(wanted)) return [item].flat().filter(isScalar).map(String)
    return isDeep(prefix) ? valuesIn(item, wanted, prefix, name) : []
  })
}

const isScalar = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value)
