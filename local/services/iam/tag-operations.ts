import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { page } from './page.ts'

interface Tag {
  Key: string | undefined
  Value: string | undefined
}

const mostTags = 50

/** Adds tags to an IAM resource within IAM's limits. */
export function tag({ cloud }: Call, arn: string, tags: readonly Tag[] = []) {
  const keys = tags.map(({ Key = '' }) => Key)
  if (new Set(keys.map((key) => key.toLowerCase())).size < keys.length)
    throw new AwsError('InvalidInput', 'Duplicate tag keys found. Please note that Tag keys are case insensitive.')
  if (keys.some((key) => key.toLowerCase().startsWith('aws:')))
    throw new AwsError('InvalidInput', 'Tag keys starting with aws: are reserved for system use.')
  if (new Set([...Object.keys(cloud.tags.of(arn)), ...keys]).size > mostTags)
    throw new AwsError('LimitExceeded', `The number of tags has reached the maximum limit: ${mostTags}`, 409)
  if (tags.length > 0) cloud.tags.add(arn, tags)
}

export function untag({ cloud }: Call, arn: string, keys: readonly string[] = []) {
  cloud.tags.remove(arn, keys)
}

export function listTags({ cloud }: Call, arn: string, request: Parameters<typeof page>[2]) {
  const { items, ...rest } = page(cloud.tags.listOf(arn), ({ Key }) => Key, request)
  return { Tags: items, ...rest }
}
