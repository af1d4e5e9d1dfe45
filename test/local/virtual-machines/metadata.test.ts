import { get } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { MetadataFacts, RoleCredentialsDocument } from '../../../local/virtual-machines/metadata-facts.ts'
import { MetadataServer } from '../../../local/virtual-machines/metadata-server.ts'
import { MetadataTokens } from '../../../local/virtual-machines/metadata-tokens.ts'

const usual: MetadataFacts = {
  account: '123456789012',
  architecture: 'x86_64',
  hostname: 'ip-172-31-16-4.us-west-2.compute.internal',
  imageId: 'ami-01234567890abcdef',
  instanceId: 'i-01234567890abcdef',
  instanceType: 't3.micro',
  launchedAt: new Date('2026-11-22T10:00:00.123Z'),
  macAddress: '02:00:00:00:00:01',
  privateIp: '172.31.16.4',
  region: 'us-west-2',
  reservationId: 'r-01234567890abcdef',
  securityGroups: ['web', 'default'],
  zone: 'us-west-2a',
  zoneId: 'usw2-az1',
  enabled: true,
  tokenRequired: true,
  userData: Buffer.from('#cloud-config\nä').toString('base64'),
  profile: {
    associationId: 'iip-assoc-1',
    arn: 'arn:aws:iam::123456789012:instance-profile/web',
    id: 'AIPA1',
    roleArn: 'arn:aws:iam::123456789012:role/path/web',
  },
}
let facts = usual
let credentialsMade = 0
const credentials = (): RoleCredentialsDocument => {
  credentialsMade++
  return { Code: 'Success', LastUpdated: '2026-11-22T10:00:00Z', AccessKeyId: 'ASIA1' }
}
const defects: unknown[] = []
const server = new MetadataServer(
  () => facts,
  credentials,
  (error) => defects.push(error),
)

beforeAll(() => server.listen())
beforeEach(() => {
  facts = usual
})
afterAll(() => server.close())

const call = (path: string, init?: RequestInit) => fetch(`${server.url}${path}`, init)

async function token(): Promise<string> {
  const headers = { 'X-aws-ec2-metadata-token-ttl-seconds': '60' }
  return (await call('/latest/api/token', { method: 'PUT', headers })).text()
}

async function read(path: string) {
  const answer = await call(path, { headers: { 'X-aws-ec2-metadata-token': await token() } })
  return { status: answer.status, body: await answer.text() }
}

describe('a session', () => {
  test('begins with a PUT that says for how long', async () => {
    const headers = { 'X-aws-ec2-metadata-token-ttl-seconds': '21600' }
    const answer = await call('/latest/api/token', { method: 'PUT', headers })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('x-aws-ec2-metadata-token-ttl-seconds')).toBe('21600')
    expect((await answer.text()).length).toBeGreaterThan(40)
  })

  test.each(['0', '21601', '-1', 'soon', '1.5'])('of %s seconds is a bad request', async (seconds) => {
    const headers = { 'X-aws-ec2-metadata-token-ttl-seconds': seconds }
    expect((await call('/latest/api/token', { method: 'PUT', headers })).status).toBe(400)
  })

  test('without a time is a bad request, and GET is no way to begin one', async () => {
    expect((await call('/latest/api/token', { method: 'PUT' })).status).toBe(400)
    expect((await call('/latest/api/token')).status).toBe(405)
    expect((await call('/latest/meta-data/', { method: 'POST' })).status).toBe(405)
  })

  test('is demanded where the instance requires it, and honoured where it does not', async () => {
    expect((await call('/latest/meta-data/instance-id')).status).toBe(401)
    const headers = { 'X-aws-ec2-metadata-token': 'made-up' }
    facts = { ...usual, tokenRequired: false }
    expect((await call('/latest/meta-data/instance-id')).status).toBe(200)
    expect((await call('/latest/meta-data/instance-id', { headers })).status).toBe(401)
  })

  test('is forgotten when it is over', () => {
    const tokens = new MetadataTokens()
    expect(tokens.remainingSeconds(tokens.issue('2')?.token ?? '')).toBe(2)
    expect(tokens.remainingSeconds('other')).toBeUndefined()
  })
})

describe('the metadata service', () => {
  test.each([
    ['/latest/meta-data/instance-id', usual.instanceId],
    ['/latest/meta-data/placement/availability-zone', 'us-west-2a'],
    ['/latest/meta-data/placement/region', 'us-west-2'],
    ['/latest/meta-data/local-ipv4', '172.31.16.4'],
    ['/latest/meta-data/security-groups', 'web\ndefault'],
    ['/2021-07-15/meta-data/ami-id', usual.imageId],
    ['/latest/user-data', '#cloud-config\nä'],
    ['/latest/meta-data/iam/security-credentials/', 'web'],
    ['/latest/meta-data/placement/', 'availability-zone\navailability-zone-id\nregion'],
    ['/latest/', 'dynamic/\nmeta-data/\nuser-data'],
  ])('answers %s', async (path, body) => {
    expect(await read(path)).toEqual({ status: 200, body })
  })

  test('tells of the instance profile and makes credentials only for who reads them', async () => {
    await read('/latest/meta-data/iam/')
    await read('/latest/meta-data/iam/security-credentials')
    expect(credentialsMade).toBe(0)
    expect(JSON.parse((await read('/latest/meta-data/iam/security-credentials/web')).body)).toMatchObject({
      Code: 'Success',
    })
    expect(JSON.parse((await read('/latest/meta-data/iam/info')).body)).toEqual({
      Code: 'Success',
      LastUpdated: '2026-11-22T10:00:00Z',
      InstanceProfileArn: usual.profile?.arn,
      InstanceProfileId: 'AIPA1',
    })
  })

  test('describes the instance in its identity document', async () => {
    expect(JSON.parse((await read('/latest/dynamic/instance-identity/document')).body)).toMatchObject({
      accountId: '123456789012',
      architecture: 'x86_64',
      availabilityZone: 'us-west-2a',
      instanceId: usual.instanceId,
      pendingTime: '2026-11-22T10:00:00Z',
      version: '2017-09-30',
    })
  })

  test.each([
    '/latest/meta-data/nothing',
    '/latest/meta-data/instance-id/more',
    '/latest/meta-data/iam/security-credentials/other',
    '/latest/meta-data/tags/instance/Name',
    '/latest/meta-data/__proto__/',
    '/nothing',
  ])('has no %s', async (path) => {
    expect((await read(path)).status).toBe(404)
  })

  test('has no iam folder without a profile, and no user data where there is none', async () => {
    const { profile: _profile, userData: _userData, ...rest } = usual
    facts = rest
    expect((await read('/latest/meta-data/iam/info')).status).toBe(404)
    expect((await read('/latest/user-data')).status).toBe(404)
  })

  test('shows tags where the instance allows it', async () => {
    facts = { ...usual, tags: { Name: 'web server', 'a/b': 'c' } }
    expect((await read('/latest/meta-data/tags/instance/Name')).body).toBe('web server')
    expect((await read('/latest/meta-data/tags/instance/a%2Fb')).body).toBe('c')
  })

  test('outlives a defect, which it answers with 500 and tells', async () => {
    const defect = new Error('defect')
    facts = new Proxy(usual, {
      get: () => {
        throw defect
      },
    })
    expect((await call('/latest/meta-data/')).status).toBe(500)
    expect(defects).toEqual([defect])
  })

  test('refuses everybody when it is switched off', async () => {
    facts = { ...usual, enabled: false }
    expect((await call('/latest/meta-data/')).status).toBe(403)
  })

  test('refuses what a proxy passes on, and what a web page reaches by another name', async () => {
    expect((await call('/', { headers: { 'X-Forwarded-For': '1.2.3.4' } })).status).toBe(403)
    const status = await new Promise((resolve) =>
      get(server.url, { headers: { host: 'evil.example' } }, (answer) => resolve(answer.resume().statusCode)),
    )
    expect(status).toBe(403)
  })
})
