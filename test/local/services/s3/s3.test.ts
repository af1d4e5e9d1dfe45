import { createHash } from 'node:crypto'
import {
  type BucketLocationConstraint,
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetObjectCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { ManualClock } from '../../../../local/clock.ts'
import type { Cloud } from '../../../../local/cloud.ts'
import { startCloud } from '../../../../local/start.ts'

const clock = new ManualClock()
let cloud: Cloud
let s3: S3Client

beforeAll(async () => {
  cloud = await startCloud({ clock })
  s3 = clientOf({ accessKeyId: 'local', secretAccessKey: 'local' })
  await makeBucket('reports')
})
afterAll(() => cloud.close())

const clientOf = (credentials: { accessKeyId: string; secretAccessKey: string }) =>
  new S3Client({ region: 'us-west-2', endpoint: cloud.endpoint, credentials, maxAttempts: 1 })

const makeBucket = (Bucket: string, LocationConstraint: BucketLocationConstraint = 'us-west-2') =>
  s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint } }))

const put = (Key: string, Body: string | Uint8Array = 'text', more: object = {}) =>
  s3.send(new PutObjectCommand({ Bucket: 'reports', Key, Body, ...more }))

const get = (Key: string, more: object = {}) => s3.send(new GetObjectCommand({ Bucket: 'reports', Key, ...more }))

const failure = (answer: Promise<unknown>) =>
  answer.then(
    () => 'none',
    (error: Error & { $metadata: { httpStatusCode: number } }) => `${error.name} ${error.$metadata?.httpStatusCode}`,
  )

describe('buckets', () => {
  test('are made in their region, found, listed, and deleted when empty', async () => {
    await makeBucket('brief')
    expect(await failure(makeBucket('brief'))).toBe('BucketAlreadyOwnedByYou 409')
    expect(await failure(makeBucket('elsewhere', 'eu-west-1'))).toBe('IllegalLocationConstraintException 400')
    expect(await failure(makeBucket('Not_A_Name'))).toBe('InvalidBucketName 400')
    expect((await s3.send(new HeadBucketCommand({ Bucket: 'brief' }))).BucketRegion).toBe('us-west-2')
    expect(await failure(s3.send(new HeadBucketCommand({ Bucket: 'nowhere' })))).toBe('NotFound 404')
    expect((await s3.send(new GetBucketLocationCommand({ Bucket: 'brief' }))).LocationConstraint).toBe('us-west-2')
    expect((await s3.send(new ListBucketsCommand({}))).Buckets?.map(({ Name }) => Name)).toEqual(['brief', 'reports'])
    await s3.send(new PutObjectCommand({ Bucket: 'brief', Key: 'a', Body: 'x' }))
    expect(await failure(s3.send(new DeleteBucketCommand({ Bucket: 'brief' })))).toBe('BucketNotEmpty 409')
    await s3.send(new DeleteObjectCommand({ Bucket: 'brief', Key: 'a' }))
    await s3.send(new DeleteBucketCommand({ Bucket: 'brief' }))
    expect(await failure(s3.send(new DeleteBucketCommand({ Bucket: 'brief' })))).toBe('NoSuchBucket 404')
  })

  test('are private and encrypted from the start, and have tags', async () => {
    const { PublicAccessBlockConfiguration } = await s3.send(new GetPublicAccessBlockCommand({ Bucket: 'reports' }))
    expect(PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    })
    const { ServerSideEncryptionConfiguration } = await s3.send(new GetBucketEncryptionCommand({ Bucket: 'reports' }))
    expect(ServerSideEncryptionConfiguration?.Rules).toMatchObject([
      { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
    ])
    expect(await failure(s3.send(new GetBucketTaggingCommand({ Bucket: 'reports' })))).toBe('NoSuchTagSet 404')
    const TagSet = [{ Key: 'team', Value: 'red' }]
    await s3.send(new PutBucketTaggingCommand({ Bucket: 'reports', Tagging: { TagSet } }))
    expect((await s3.send(new GetBucketTaggingCommand({ Bucket: 'reports' }))).TagSet).toEqual(TagSet)
  })
})

describe('objects', () => {
  test('come back as they went, with their type and metadata', async () => {
    const { ETag } = await put('runs/1/report.html', '<p>ü</p>', {
      ContentType: 'text/html',
      Metadata: { verdict: 'as-designed' },
    })
    expect(ETag).toBe(`"${createHash('md5').update('<p>ü</p>').digest('hex')}"`)
    const object = await get('runs/1/report.html')
    expect(await object.Body?.transformToString()).toBe('<p>ü</p>')
    expect(object).toMatchObject({
      ContentType: 'text/html',
      Metadata: { verdict: 'as-designed' },
      ETag,
      ServerSideEncryption: 'AES256',
    })
    const head = await s3.send(new HeadObjectCommand({ Bucket: 'reports', Key: 'runs/1/report.html' }))
    expect(head).toMatchObject({ ContentLength: 9, ETag })
  })

  test('of any bytes and any name survive', async () => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 7) % 256)
    await put('odd name/ü+&?=.bin', bytes)
    const { Body } = await get('odd name/ü+&?=.bin')
    expect(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(Buffer.from(bytes))).toBe(true)
  })

  test('are read in part and under conditions', async () => {
    const { ETag } = await put('alphabet', 'abcdefghij')
    const part = await get('alphabet', { Range: 'bytes=2-4' })
    expect(await part.Body?.transformToString()).toBe('cde')
    expect(part).toMatchObject({ ContentRange: 'bytes 2-4/10', ContentLength: 3 })
    expect(part.$metadata.httpStatusCode).toBe(206)
    expect(await (await get('alphabet', { Range: 'bytes=-3' })).Body?.transformToString()).toBe('hij')
    expect(await failure(get('alphabet', { Range: 'bytes=20-30' }))).toBe('InvalidRange 416')
    expect(await failure(get('alphabet', { IfNoneMatch: ETag }))).toMatch(/304$/)
    expect(await failure(get('alphabet', { IfMatch: '"other"' }))).toBe('PreconditionFailed 412')
  })

  test('are written only where a condition allows it, and whole', async () => {
    await put('once', 'x', { IfNoneMatch: '*' })
    expect(await failure(put('once', 'y', { IfNoneMatch: '*' }))).toBe('PreconditionFailed 412')
    expect(await failure(put('torn', 'text', { ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' }))).toBe('BadDigest 400')
    expect(await failure(get('torn'))).toBe('NoSuchKey 404')
  })

  test('are copied', async () => {
    await put('original', 'words', { ContentType: 'text/plain' })
    await s3.send(new CopyObjectCommand({ Bucket: 'reports', Key: 'copy', CopySource: 'reports/original' }))
    const copy = await get('copy')
    expect(await copy.Body?.transformToString()).toBe('words')
    expect(copy.ContentType).toBe('text/plain')
    for (const CopySource of ['reports', 'reports/%zz'])
      expect(await failure(s3.send(new CopyObjectCommand({ Bucket: 'reports', Key: 'copy', CopySource })))).toBe(
        'InvalidArgument 400',
      )
  })

  test('are listed by prefix, folded at a delimiter, in pages', async () => {
    for (const key of ['l/a/1', 'l/a/2', 'l/b', 'l/c']) await put(key)
    const list = (more: object) => s3.send(new ListObjectsV2Command({ Bucket: 'reports', Prefix: 'l/', ...more }))
    const folded = await list({ Delimiter: '/' })
    expect(folded.CommonPrefixes).toEqual([{ Prefix: 'l/a/' }])
    expect(folded.Contents?.map(({ Key }) => Key)).toEqual(['l/b', 'l/c'])
    expect(await failure(list({ MaxKeys: -1 }))).toBe('InvalidArgument 400')
    const first = await list({ MaxKeys: 3 })
    expect(first).toMatchObject({ KeyCount: 3, IsTruncated: true })
    const { Contents, IsTruncated } = await list({ MaxKeys: 3, ContinuationToken: first.NextContinuationToken })
    expect(Contents).toMatchObject([{ Key: 'l/c', Size: 4, StorageClass: 'STANDARD' }])
    expect(IsTruncated).toBe(false)
    expect((await list({ StartAfter: 'l/a/2' })).KeyCount).toBe(2)
    const old = await s3.send(new ListObjectsCommand({ Bucket: 'reports', Prefix: 'l/', MaxKeys: 2, Delimiter: '/' }))
    expect(old).toMatchObject({ IsTruncated: true, NextMarker: 'l/b' })
  })

  test('are not read with a header that HTTP cannot carry', async () => {
    await put('header')
    const ResponseContentDisposition = 'attachment; filename="报告.pdf"'
    expect(
      await failure(s3.send(new GetObjectCommand({ Bucket: 'reports', Key: 'header', ResponseContentDisposition }))),
    ).toBe('InvalidArgument 400')
  })

  test('are deleted one by one or many at once', async () => {
    for (const key of ['d/1', 'd/2']) await put(key)
    const { Deleted } = await s3.send(
      new DeleteObjectsCommand({
        Bucket: 'reports',
        Delete: { Objects: [{ Key: 'd/1' }, { Key: 'd/2' }, { Key: 'd/3' }] },
      }),
    )
    expect(Deleted).toHaveLength(3)
    expect(await failure(get('d/1'))).toBe('NoSuchKey 404')
  })

  test('are not deleted by an entity tag, a version or a time, which nothing here would compare', async () => {
    await put('d/4')
    for (const condition of [{ ETag: '"other"' }, { VersionId: 'v' }, { Size: 1 }]) {
      const Objects = [{ Key: 'd/4', ...condition }]
      expect(await failure(s3.send(new DeleteObjectsCommand({ Bucket: 'reports', Delete: { Objects } })))).toBe(
        'NotImplemented 501',
      )
    }
    expect(await failure(get('d/4'))).toBe('none')
  })

  test('expire on the clock of the cloud as the lifecycle says', async () => {
    expect(await failure(s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: 'reports' })))).toBe(
      'NoSuchLifecycleConfiguration 404',
    )
    await put('expiring/a')
    await s3.send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket: 'reports',
        LifecycleConfiguration: {
          Rules: [{ ID: 'r', Status: 'Enabled', Filter: { Prefix: 'expiring/' }, Expiration: { Days: 1 } }],
        },
      }),
    )
    await clock.advance(86_400_000 + 2000)
    expect(await failure(get('expiring/a'))).toBe('NoSuchKey 404')
    expect(await failure(get('once'))).toBe('none')
  })
})

describe('access', () => {
  const bucketPolicy = (Statement: object) =>
    s3.send(
      new PutBucketPolicyCommand({
        Bucket: 'reports',
        Policy: JSON.stringify({ Version: '2012-10-17', Statement }),
      }),
    )
  const everything = ['arn:aws:s3:::reports', 'arn:aws:s3:::reports/*']
  const user = 'arn:aws:iam::123456789012:user/reader'

  test('over loopback counts as TLS, so that a policy which demands it lets everyone in', async () => {
    await bucketPolicy({
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: 's3:*',
      Resource: everything,
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    })
    expect(await failure(get('once'))).toBe('none')
    expect((await s3.send(new GetBucketPolicyCommand({ Bucket: 'reports' }))).Policy).toContain('aws:SecureTransport')
  })

  test('needs a policy of the caller or of the bucket; a missing key is told only to those who may list', async () => {
    const administrator = cloud.iam.principalOf('local')?.principal
    if (!administrator) throw new Error('no administrator')
    await cloud.invoke(administrator, 'iam', 'CreateUser', { UserName: 'reader' })
    const { AccessKey } = await cloud.invoke<{ AccessKey: { AccessKeyId: string; SecretAccessKey: string } }>(
      administrator,
      'iam',
      'CreateAccessKey',
      { UserName: 'reader' },
    )
    const reader = clientOf({ accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey })
    const read = (Key: string) => failure(reader.send(new GetObjectCommand({ Bucket: 'reports', Key })))
    expect(await read('once')).toBe('AccessDenied 403')
    await bucketPolicy({ Effect: 'Allow', Principal: { AWS: user }, Action: 's3:GetObject', Resource: everything[1] })
    expect(await read('once')).toBe('none')
    expect(await read('missing')).toBe('AccessDenied 403')
    const { Errors } = await reader.send(
      new DeleteObjectsCommand({ Bucket: 'reports', Delete: { Objects: [{ Key: 'once' }] } }),
    )
    expect(Errors).toMatchObject([{ Key: 'once', Code: 'AccessDenied' }])
  })

  test('is not given to everyone, nor by a policy of another bucket', async () => {
    expect(
      await failure(bucketPolicy({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: everything[1] })),
    ).toBe('AccessDenied 403')
    expect(
      await failure(
        bucketPolicy({ Effect: 'Allow', Principal: { AWS: user }, Action: 's3:*', Resource: 'arn:aws:s3:::other/*' }),
      ),
    ).toBe('MalformedPolicy 400')
  })
})
