import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Cloud } from '../../../local/cloud.ts'
import { startCloud } from '../../../local/start.ts'

interface Presignable {
  method: string
  protocol: string
  hostname: string
  port: number
  path: string
  query: Record<string, string>
  headers: Record<string, string>
}

/** What the SDK's signer can do beyond what its type says. */
interface Presigner {
  presign(request: Presignable, options: { expiresIn: number; signingDate?: Date }): Promise<Presignable>
}

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)
let cloud: Cloud
let s3: S3Client
let sts: STSClient

beforeAll(async () => {
  cloud = await startCloud({ latencies: { iamPropagation: 0 } })
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  const options = { endpoint: cloud.endpoint, region: cloud.region, maxAttempts: 1, credentials }
  s3 = new S3Client(options)
  sts = new STSClient(options)
  const CreateBucketConfiguration = { LocationConstraint: 'us-west-2' as const }
  await s3.send(new CreateBucketCommand({ Bucket: 'shelf', CreateBucketConfiguration }))
  await s3.send(new PutObjectCommand({ Bucket: 'shelf', Key: 'a book.txt', Body: 'once upon a time' }))
})
afterAll(() => cloud.close())

interface Wanted {
  method?: string
  path?: string
  query?: Record<string, string>
  expiresIn?: number
  signedAt?: Date
}

/** A URL that the SDK's own signer has signed in its query. */
async function presigned(client: S3Client | STSClient, wanted: Wanted): Promise<string> {
  const { method = 'GET', path = '/', query = {}, expiresIn = 60, signedAt = new Date() } = wanted
  const { hostname, port, host } = new URL(cloud.endpoint)
  const signer = (await client.config.signer()) as unknown as Presigner
  // The S3 presigner of the SDK states that the body is not signed; other services sign an empty one.
  const unsigned = client instanceof S3Client ? { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } : {}
  const request = {
    method,
    protocol: 'http:',
    hostname,
    port: Number(port),
    path,
    query,
    headers: { host, ...unsigned },
  }
  const signed = await signer.presign(request, { expiresIn, signingDate: signedAt })
  return `${cloud.endpoint}${signed.path}?${new URLSearchParams(signed.query)}`
}

const object = { path: '/shelf/a%20book.txt', query: { 'x-id': 'GetObject' } }
const identity = { query: { Action: 'GetCallerIdentity', Version: '2011-06-15' } }

const codeIn = (text: string) => /<Code>(\w+)<\/Code>\s*<Message>(.*)<\/Message>/.exec(text)?.slice(1)

describe('a presigned URL', () => {
  test('lets anybody who has it read an object', async () => {
    const answer = await fetch(await presigned(s3, object))
    expect([answer.status, await answer.text()]).toEqual([200, 'once upon a time'])
  })

  test('lets anybody who has it write the object that it names', async () => {
    const url = await presigned(s3, { method: 'PUT', path: '/shelf/new.txt' })
    expect((await fetch(url, { method: 'PUT', body: 'a new one' })).status).toBe(200)
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'shelf', Key: 'new.txt' }))
    expect(await Body?.transformToString()).toBe('a new one')
  })

  test('says who has signed it', async () => {
    const answer = await fetch(await presigned(sts, identity))
    expect(await answer.text()).toContain('<Arn>arn:aws:iam::123456789012:user/local</Arn>')
  })

  test('is good for the methods and the query that it was signed for only', async () => {
    const url = await presigned(s3, object)
    const answers = [
      await fetch(url, { method: 'PUT', body: 'x' }),
      await fetch(`${url}&response-content-type=text/html`),
    ]
    expect(answers.map(({ status }) => status)).toEqual([403, 403])
    expect(codeIn((await answers[1]?.text()) ?? '')?.[0]).toBe('SignatureDoesNotMatch')
  })

  test('can not be added to by headers that it was not signed for', async () => {
    const url = await presigned(s3, { method: 'PUT', path: '/shelf/plain.txt' })
    const answer = await fetch(url, { method: 'PUT', body: 'x', headers: { 'x-amz-meta-shelf': 'top' } })
    expect([answer.status, codeIn(await answer.text())?.[0]]).toEqual([403, 'AccessDenied'])
  })

  test('may name an object whose key has dots between slashes', async () => {
    for (const Key of ['a/../b', 'a/./b', '..', 'a//b']) {
      await s3.send(new PutObjectCommand({ Bucket: 'shelf', Key, Body: Key }))
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'shelf', Key }))
      expect(await Body?.transformToString()).toBe(Key)
    }
  })

  test('may override headers of the answer where it says so', async () => {
    const query = { ...object.query, 'response-content-type': 'text/html' }
    expect((await fetch(await presigned(s3, { ...object, query }))).headers.get('content-type')).toBe('text/html')
  })

  test('stands for the headers of Amazon that it carries in its query', async () => {
    const query = { 'x-amz-meta-shelf': 'top' }
    const url = await presigned(s3, { method: 'PUT', path: '/shelf/kept.txt', query })
    expect((await fetch(url, { method: 'PUT', body: 'kept' })).status).toBe(200)
    const { Metadata } = await s3.send(new GetObjectCommand({ Bucket: 'shelf', Key: 'kept.txt' }))
    expect(Metadata).toEqual({ shelf: 'top' })
  })

  test('lasts as long as it says, and no longer', async () => {
    const lasting = await presigned(s3, { ...object, signedAt: minutesAgo(50), expiresIn: 3600 })
    expect((await fetch(lasting)).status).toBe(200)
    const lapsed = await fetch(await presigned(s3, { ...object, signedAt: minutesAgo(2), expiresIn: 60 }))
    expect([lapsed.status, codeIn(await lapsed.text())]).toEqual([403, ['AccessDenied', 'Request has expired']])
    const ofService = await fetch(await presigned(sts, { ...identity, signedAt: minutesAgo(2), expiresIn: 60 }))
    const [code, message] = codeIn(await ofService.text()) ?? []
    expect(code).toBe('SignatureDoesNotMatch')
    expect(message).toMatch(
      /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 1 min\.\)$/,
    )
  })

  test('can not last for more than a week', async () => {
    const url = new URL(await presigned(s3, object))
    url.searchParams.set('X-Amz-Expires', String(7 * 24 * 3600 + 1))
    expect((await fetch(url)).status).toBe(400)
  })

  test('of temporary credentials carries their token', async () => {
    const administrator = { arn: 'arn:aws:iam::123456789012:user/local', userId: 'local' }
    const Statement = [{ Effect: 'Allow', Principal: { AWS: '123456789012' }, Action: 'sts:AssumeRole' }]
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement })
    await cloud.invoke(administrator, 'iam', 'CreateRole', { RoleName: 'reader', AssumeRolePolicyDocument })
    const assume = new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::123456789012:role/reader', RoleSessionName: 'me' })
    const { Credentials } = await sts.send(assume)
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {}
    const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken }
    const session = new STSClient({ endpoint: cloud.endpoint, region: cloud.region, credentials })
    const url = await presigned(session, identity)
    expect(await (await fetch(url)).text()).toContain(':assumed-role/reader/me</Arn>')
    const stolen = url.replace(/X-Amz-Security-Token=[^&]+/, 'X-Amz-Security-Token=other')
    expect((await fetch(stolen)).status).toBe(403)
  })
})
