import type { Cloud } from '../../cloud.ts'
import type { Policy } from '../../policy/document.ts'
import type { Bucket } from './bucket.ts'

/** The account's buckets. */
export class S3State {
  readonly cloud: Cloud
  readonly buckets = new Map<string, Bucket>()

  constructor(cloud: Cloud) {
    this.cloud = cloud
  }

  /** The policy of the bucket that an ARN of a bucket or an object belongs to. */
  policyOf(arn: string): Policy | undefined {
    const [name = ''] = arn.slice('arn:aws:s3:::'.length).split('/')
    return this.buckets.get(name)?.policy
  }
}
