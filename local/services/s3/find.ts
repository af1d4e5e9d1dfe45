import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { keysOfCall } from '../iam/context.ts'
import type { Bucket } from './bucket.ts'
import type { StoredObject } from './object.ts'

interface InBucket {
  Bucket?: string | undefined
  ExpectedBucketOwner?: string | undefined
}

interface OfObject extends InBucket {
  Key?: string | undefined
}

/** The bucket of a request, or S3's NoSuchBucket; AccessDenied where it is not whose the caller expects. */
export function findBucket({ Bucket = '', ExpectedBucketOwner: owner }: InBucket, { cloud }: Call): Bucket {
  const bucket = cloud.s3.buckets.get(Bucket)
  if (bucket && owner !== undefined && owner !== cloud.account) throw new AwsError('AccessDenied', 'Access Denied', 403)
  if (!bucket) throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName: Bucket })
  return bucket
}

/** The object of a request. One who may not list the bucket is not told whether a key is missing. */
export function findObject(input: OfObject, call: Call): StoredObject {
  const bucket = findBucket(input, call)
  const { Key = '' } = input
  const object = bucket.object(Key, call.cloud.clock.now())
  if (object) return object
  if (call.cloud.iam.decide(call.principal, 's3:ListBucket', bucket.arn, keysOfCall(call)) !== 'Allowed')
    throw new AwsError('AccessDenied', 'Access Denied', 403)
  throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404, { Key })
}

/** The bucket as the only resource of an operation. */
export const bucketOnly = ({ Bucket = '*' }: InBucket) => [`arn:aws:s3:::${Bucket}`]

/** The object as the only resource of an operation. */
export const objectOnly = ({ Bucket = '*', Key = '*' }: OfObject) => [`arn:aws:s3:::${Bucket}/${Key}`]
