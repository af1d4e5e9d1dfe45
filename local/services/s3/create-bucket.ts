import type { CreateBucketCommandInput, CreateBucketCommandOutput } from '@aws-sdk/client-s3'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { Bucket } from './bucket.ts'

export { bucketOnly as resources } from './find.ts'

export function handle(input: CreateBucketCommandInput, { cloud }: Call): Partial<CreateBucketCommandOutput> {
  const { Bucket: name = '', CreateBucketConfiguration } = input
  checkName(name)
  checkLocation(CreateBucketConfiguration?.LocationConstraint, cloud.region)
  if (cloud.s3.buckets.has(name))
    throw new AwsError(
      'BucketAlreadyOwnedByYou',
      'Your previous request to create the named bucket succeeded and you already own it.',
      409,
      { BucketName: name },
    )
  const bucket = new Bucket(name, cloud.clock.now())
  if (input.ObjectOwnership) bucket.ownership = { Rules: [{ ObjectOwnership: input.ObjectOwnership }] }
  cloud.s3.buckets.set(name, bucket)
  if (CreateBucketConfiguration?.Tags) cloud.tags.add(bucket.arn, CreateBucketConfiguration.Tags)
  return { Location: `/${name}` }
}

function checkName(name: string) {
  const isAddress = /^\d+\.\d+\.\d+\.\d+$/.test(name)
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) || name.includes('..') || isAddress)
    throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.', 400, { BucketName: name })
}

/** Everywhere but in us-east-1 the region has to be named. */
function checkLocation(constraint: string | undefined, region: string) {
  if (constraint === region || (constraint === undefined && region === 'us-east-1')) return
  throw new AwsError(
    'IllegalLocationConstraintException',
    `The ${constraint ?? 'unspecified'} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  )
}
