import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib'
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'

/**
 * The bucket of reports. It outlives the stack, because a report is the record of a check that somebody may have to
 * show; its objects expire by themselves, and an empty bucket costs nothing.
 */
export function reportsBucket(scope: Construct): Bucket {
  const bucket = new Bucket(scope, 'Reports', {
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    lifecycleRules: [{ expiration: Duration.days(90), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
    removalPolicy: RemovalPolicy.RETAIN,
  })
  Validations.of(bucket).acknowledge({
    id: 'AwsSolutions-S1',
    reason:
      'Reports hold no personal data and are read by the account alone; a second bucket for access logs would say who looked at a chart.',
  })
  return bucket
}
