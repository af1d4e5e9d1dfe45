import type { ResourceType, Tag } from '../resource-type.ts'

interface Properties {
  BucketEncryption?: { ServerSideEncryptionConfiguration: Record<string, unknown>[] }
  BucketName?: string
  LifecycleConfiguration?: { Rules: Rule[] }
  OwnershipControls?: { Rules: object[] }
  PublicAccessBlockConfiguration?: object
  Tags?: Tag[]
}

interface Rule {
  AbortIncompleteMultipartUpload?: { DaysAfterInitiation: number }
  ExpirationInDays?: number
  Id?: string
  Prefix?: string
  Status: string
}

export const s3Bucket: ResourceType<Properties> = {
  type: 'AWS::S3::Bucket',
  properties: [
    'BucketEncryption',
    'BucketName',
    'LifecycleConfiguration',
    'OwnershipControls',
    'PublicAccessBlockConfiguration',
    'Tags',
  ],

  async create(properties, creation) {
    const Bucket = properties.BucketName ?? creation.drawName(63).toLowerCase()
    const put = (operation: string, input: object) => creation.call('s3', operation, { Bucket, ...input })
    const CreateBucketConfiguration = { LocationConstraint: creation.cloud.region }
    await put('CreateBucket', { CreateBucketConfiguration })
    const { BucketEncryption, LifecycleConfiguration, OwnershipControls, Tags } = properties
    if (BucketEncryption) {
      const ServerSideEncryptionConfiguration = {
        Rules: BucketEncryption.ServerSideEncryptionConfiguration.map(encryptionRule),
      }
      await put('PutBucketEncryption', { ServerSideEncryptionConfiguration })
    }
    if (LifecycleConfiguration) {
      const Rules = LifecycleConfiguration.Rules.map(lifecycleRule)
      await put('PutBucketLifecycleConfiguration', { LifecycleConfiguration: { Rules } })
    }
    if (OwnershipControls) await put('PutBucketOwnershipControls', { OwnershipControls })
    if (properties.PublicAccessBlockConfiguration) {
      const { PublicAccessBlockConfiguration } = properties
      await put('PutPublicAccessBlock', { PublicAccessBlockConfiguration })
    }
    if (Tags) await put('PutBucketTagging', { Tagging: { TagSet: Tags } })
    return { ref: Bucket, attributes: { Arn: `arn:aws:s3:::${Bucket}` } }
  },
}

/** CloudFormation and S3 call the same thing by two names. */
function encryptionRule({ ServerSideEncryptionByDefault, ...rest }: Record<string, unknown>) {
  return { ...rest, ApplyServerSideEncryptionByDefault: ServerSideEncryptionByDefault }
}

function lifecycleRule({ ExpirationInDays, Id, Prefix = '', ...rest }: Rule, index: number) {
  return {
    ...rest,
    ID: Id ?? `rule-${index + 1}`,
    Filter: { Prefix },
    ...(ExpirationInDays !== undefined && { Expiration: { Days: ExpirationInDays } }),
  }
}
