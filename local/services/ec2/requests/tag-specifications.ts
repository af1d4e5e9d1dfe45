import type { Tag, TagSpecification } from '@aws-sdk/client-ec2'
import { AwsError } from '../../../aws-error.ts'
import type { Call, Need } from '../../../operation.ts'

const tagLimit = 50

/** Throws EC2's error for tags that no resource may carry. */
export function checkTags(tags: readonly Tag[]): void {
  const keys = tags.map(({ Key }) => Key ?? '')
  for (const key of keys) {
    if (key === '') throw new AwsError('InvalidParameterValue', 'Tag key cannot be null or empty.')
    if (/^aws:/i.test(key))
      throw new AwsError('InvalidParameterValue', `Tag keys starting with 'aws:' are reserved for internal use`)
    if (key.length > 128) throw tooLong('keys', 128)
  }
  if (tags.some(({ Value = '' }) => Value.length > 256)) throw tooLong('values', 256)
  if (new Set(keys).size < keys.length)
    throw new AwsError(
      'InvalidParameterValue',
      `Duplicate tag key '${keys.find((key, at) => keys.indexOf(key) < at)}' specified.`,
    )
  if (tags.length > tagLimit)
    throw new AwsError(
      'TagLimitExceeded',
      `You have exceeded the maximum number of tags allowed (${tagLimit}) for this resource.`,
    )
}

function tooLong(what: string, limit: number): AwsError {
  return new AwsError('InvalidParameterValue', `Tag ${what} exceed the maximum length of ${limit} characters`)
}

/**
 * The tags a request sets on resources of `type`. Throws for other types than `allowed`, and for tags EC2 refuses.
 */
export function tagsFor(
  type: string,
  specifications: readonly TagSpecification[] | undefined,
  allowed: readonly string[] = [type],
): Tag[] {
  for (const { ResourceType = '' } of specifications ?? []) {
    if (allowed.includes(ResourceType)) continue
    const message = `'${ResourceType}' is not a valid taggable resource type for this operation.`
    throw new AwsError('InvalidParameterValue', message)
  }
  const tags = (specifications ?? [])
    .filter(({ ResourceType }) => ResourceType === type)
    .flatMap(({ Tags }) => Tags ?? [])
  checkTags(tags)
  return tags
}

/** Tagging while creating needs `ec2:CreateTags` on what is created. Source: EC2 User Guide, "Grant permission to tag resources during creation". */
export function tagNeeds(
  specifications: readonly TagSpecification[] | undefined,
  createAction: string,
  { cloud: { region, account } }: Call,
): Need[] {
  return (specifications ?? [])
    .filter(({ Tags }) => Tags?.length)
    .map(({ ResourceType, Tags = [] }) => ({
      action: 'ec2:CreateTags',
      resource: `arn:aws:ec2:${region}:${account}:${ResourceType}/*`,
      conditions: {
        'ec2:CreateAction': createAction,
        'aws:TagKeys': Tags.map(({ Key }) => Key ?? ''),
        ...Object.fromEntries(Tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value ?? ''])),
      },
    }))
}
