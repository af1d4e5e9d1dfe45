import { AwsError } from '../../aws-error.ts'
import type { Service } from '../../operation.ts'
import { refusing } from '../../refused-parameters.ts'
import * as CopyObject from './copy-object.ts'
import * as CreateBucket from './create-bucket.ts'
import * as DeleteBucket from './delete-bucket.ts'
import * as DeleteBucketLifecycle from './delete-bucket-lifecycle.ts'
import * as DeleteBucketPolicy from './delete-bucket-policy.ts'
import * as DeleteBucketTagging from './delete-bucket-tagging.ts'
import * as DeleteObject from './delete-object.ts'
import * as DeleteObjects from './delete-objects.ts'
import * as DeletePublicAccessBlock from './delete-public-access-block.ts'
import { refused } from './fidelity.ts'
import * as GetBucketEncryption from './get-bucket-encryption.ts'
import * as GetBucketLifecycleConfiguration from './get-bucket-lifecycle-configuration.ts'
import * as GetBucketLocation from './get-bucket-location.ts'
import * as GetBucketOwnershipControls from './get-bucket-ownership-controls.ts'
import * as GetBucketPolicy from './get-bucket-policy.ts'
import * as GetBucketTagging from './get-bucket-tagging.ts'
import * as GetBucketVersioning from './get-bucket-versioning.ts'
import * as GetObject from './get-object.ts'
import * as GetPublicAccessBlock from './get-public-access-block.ts'
import * as HeadBucket from './head-bucket.ts'
import * as HeadObject from './head-object.ts'
import * as ListBuckets from './list-buckets.ts'
import * as ListObjects from './list-objects.ts'
import * as ListObjectsV2 from './list-objects-v2.ts'
import * as PutBucketEncryption from './put-bucket-encryption.ts'
import * as PutBucketLifecycleConfiguration from './put-bucket-lifecycle-configuration.ts'
import * as PutBucketOwnershipControls from './put-bucket-ownership-controls.ts'
import * as PutBucketPolicy from './put-bucket-policy.ts'
import * as PutBucketTagging from './put-bucket-tagging.ts'
import * as PutObject from './put-object.ts'
import * as PutPublicAccessBlock from './put-public-access-block.ts'

export const service: Service = {
  signingName: 's3',
  iamPrefix: 's3',
  protocol: 'restXml',
  schemas: () => import('@aws-sdk/client-s3'),
  operations: refusing(
    {
      CopyObject,
      CreateBucket,
      DeleteBucketLifecycle,
      DeleteBucketPolicy,
      DeleteBucketTagging,
      DeleteBucket,
      DeleteObject,
      DeleteObjects,
      DeletePublicAccessBlock,
      GetBucketEncryption,
      GetBucketLifecycleConfiguration,
      GetBucketLocation,
      GetBucketOwnershipControls,
      GetBucketPolicy,
      GetBucketTagging,
      GetBucketVersioning,
      GetObject,
      GetPublicAccessBlock,
      HeadBucket,
      HeadObject,
      ListBuckets,
      ListObjectsV2,
      ListObjects,
      PutBucketEncryption,
      PutBucketLifecycleConfiguration,
      PutBucketOwnershipControls,
      PutBucketPolicy,
      PutBucketTagging,
      PutObject,
      PutPublicAccessBlock,
    },
    refused,
    (message) => new AwsError('NotImplemented', message, 501),
  ),
}
