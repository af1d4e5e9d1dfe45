const checksums = ['ChecksumAlgorithm', 'ContentMD5']

/** Parameters that are accepted and ignored. */
export const ignored: Record<string, string[]> = {
  CopyObject: ['ChecksumAlgorithm', 'RequestPayer', 'ServerSideEncryption', 'StorageClass'],
  DeleteObject: ['BypassGovernanceRetention', 'RequestPayer'],
  DeleteObjects: ['BypassGovernanceRetention', 'ChecksumAlgorithm', 'RequestPayer'],
  GetObject: ['RequestPayer'],
  HeadObject: ['RequestPayer'],
  ListObjects: ['OptionalObjectAttributes', 'RequestPayer'],
  ListObjectsV2: ['FetchOwner', 'OptionalObjectAttributes', 'RequestPayer'],
  PutBucketEncryption: [
    ...checksums,
    ...['ApplyServerSideEncryptionByDefault.KMSMasterKeyID', 'BlockedEncryptionTypes'].map(
      (member) => `ServerSideEncryptionConfiguration.Rules.${member}`,
    ),
  ],
  PutBucketLifecycleConfiguration: [
    'ChecksumAlgorithm',
    ...[
      'AbortIncompleteMultipartUpload',
      'Expiration.ExpiredObjectDeleteMarker',
      'NoncurrentVersionExpiration',
      'NoncurrentVersionTransitions',
    ].map((member) => `LifecycleConfiguration.Rules.${member}`),
    'TransitionDefaultMinimumObjectSize',
  ],
  PutBucketOwnershipControls: checksums,
  PutBucketPolicy: [...checksums, 'ConfirmRemoveSelfBucketAccess'],
  PutBucketTagging: checksums,
  PutObject: [
    'ChecksumAlgorithm',
    'ChecksumCRC32C',
    'ChecksumCRC64NVME',
    'ChecksumMD5',
    'ChecksumSHA1',
    'ChecksumSHA512',
    'ChecksumXXHASH128',
    'ChecksumXXHASH3',
    'ChecksumXXHASH64',
    'RequestPayer',
    'ServerSideEncryption',
    'StorageClass',
  ],
  PutPublicAccessBlock: checksums,
}

const grants = ['GrantFullControl', 'GrantRead', 'GrantReadACP', 'GrantWriteACP']
const customerKey = ['SSECustomerAlgorithm', 'SSECustomerKey', 'SSECustomerKeyMD5']
const objectLock = [
  'ObjectLockEventHold',
  'ObjectLockEventHoldDurationDays',
  'ObjectLockEventHoldDurationYears',
  'ObjectLockLegalHoldStatus',
  'ObjectLockMode',
  'ObjectLockRetainUntilDate',
]
const ofNewObjects = [
  ...grants,
  ...customerKey,
  ...objectLock,
  'ACL',
  'SSEKMSEncryptionContext',
  'SSEKMSKeyId',
  'Tagging',
  'WebsiteRedirectLocation',
]

/** Parameters that are refused. */
export const refused: Record<string, string[]> = {
  CopyObject: [
    ...ofNewObjects,
    'AnnotationDirective',
    'CopySourceIfMatch',
    'CopySourceIfModifiedSince',
    'CopySourceIfNoneMatch',
    'CopySourceIfUnmodifiedSince',
    'CopySourceSSECustomerAlgorithm',
    'CopySourceSSECustomerKey',
    'CopySourceSSECustomerKeyMD5',
    'IfMatch',
    'IfNoneMatch',
    'TaggingDirective',
  ],
  CreateBucket: [
    ...grants,
    'ACL',
    'BucketNamespace',
    'CreateBucketConfiguration.Bucket',
    'CreateBucketConfiguration.Location',
    'GrantWrite',
    'ObjectLockEnabledForBucket',
  ],
  DeleteObject: ['IfMatch', 'IfMatchLastModifiedTime', 'IfMatchSize', 'MFA', 'VersionId'],
  DeleteObjects: [
    'MFA',
    ...['ETag', 'LastModifiedTime', 'Size', 'VersionId'].map((member) => `Delete.Objects.${member}`),
  ],
  GetObject: [...customerKey, 'PartNumber', 'VersionId'],
  HeadObject: [...customerKey, 'PartNumber', 'VersionId'],
  PutBucketLifecycleConfiguration: [
    'Expiration.Date',
    'Filter.And',
    'Filter.ObjectSizeGreaterThan',
    'Filter.ObjectSizeLessThan',
    'Filter.Tag',
    'Transitions',
  ].map((member) => `LifecycleConfiguration.Rules.${member}`),
  PutObject: [...ofNewObjects, 'WriteOffsetBytes'],
}

/** Where S3 differs from AWS's, as sentences for docs/fidelity.md. */
export const differences: readonly string[] = [
  'Buckets are addressed by path. There are no versions, no uploads in parts, no access control lists, no object locks, no replication and no storage classes.',
  'Loopback stands for TLS: a bucket policy that denies requests without `aws:SecureTransport` lets them pass.',
  'Encryption is configured and shown; objects are held in memory as they are. Of checksums MD5, CRC32 and SHA-256 are verified.',
  'Of lifecycle rules, expiry after days for a bucket or a prefix is carried out, on the clock of the cloud.',
]
