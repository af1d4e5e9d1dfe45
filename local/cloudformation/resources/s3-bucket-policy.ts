import type { ResourceType } from '../resource-type.ts'

interface Properties {
  Bucket: string
  PolicyDocument: object
}

export const s3BucketPolicy: ResourceType<Properties> = {
  type: 'AWS::S3::BucketPolicy',
  properties: ['Bucket', 'PolicyDocument'],

  async create({ Bucket, PolicyDocument }, creation) {
    await creation.call('s3', 'PutBucketPolicy', { Bucket, Policy: JSON.stringify(PolicyDocument) })
    return { ref: Bucket }
  },
}
