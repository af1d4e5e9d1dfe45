import { once } from 'node:events'
import { connect } from 'node:net'
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import {
  CreateTagsCommand,
  CreateVpnGatewayCommand,
  DescribeTagsCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2'
import { GetRoleCommand, IAMClient, ListUsersCommand } from '@aws-sdk/client-iam'
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3'
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Cloud } from '../../../local/cloud.ts'
import { startCloud } from '../../../local/start.ts'
import { signedPost } from './signed-post.ts'

let cloud: Cloud
let options: {
  endpoint: string
  region: string
  maxAttempts: number
  credentials: { accessKeyId: string; secretAccessKey: string }
}

beforeAll(async () => {
  cloud = await startCloud({ speed: 10 })
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  options = { endpoint: cloud.endpoint, region: cloud.region, maxAttempts: 1, credentials }
})
afterAll(() => cloud.close())

/** The error a call ends with; fails the test when it succeeds. */
async function errorOf(call: Promise<unknown>): Promise<{ name: string; message: string; status: number | undefined }> {
  try {
    await call
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } }
    return { name, message, status: $metadata?.httpStatusCode }
  }
  throw new Error('the call succeeded')
}

describe('signatures', () => {
  test('tell who calls', async () => {
    const identity = await new STSClient(options).send(new GetCallerIdentityCommand({}))
    expect(identity.Arn).toBe('arn:aws:iam::123456789012:user/local')
  })

  test('of a wrong secret are refused in each protocol by its own code and status', async () => {
    const wrong = { ...options, credentials: { accessKeyId: 'local', secretAccessKey: 'guess' } }
    expect(await errorOf(new STSClient(wrong).send(new GetCallerIdentityCommand({})))).toMatchObject({
      name: 'SignatureDoesNotMatch',
      status: 403,
    })
    expect(await errorOf(new EC2Client(wrong).send(new DescribeVpcsCommand({})))).toMatchObject({
      name: 'AuthFailure',
      status: 401,
    })
    expect(await errorOf(new DynamoDBClient(wrong).send(new ListTablesCommand({})))).toMatchObject({
      name: 'InvalidSignatureException',
      status: 400,
    })
  })

  test('of an unknown key are refused', async () => {
    const stranger = { ...options, credentials: { accessKeyId: 'AKIAUNKNOWN', secretAccessKey: 'guess' } }
    expect((await errorOf(new SSMClient(stranger).send(new GetParameterCommand({ Name: '/x' })))).name).toBe(
      'UnrecognizedClientException',
    )
    expect((await errorOf(new IAMClient(stranger).send(new GetRoleCommand({ RoleName: 'x' })))).name).toBe(
      'InvalidClientTokenId',
    )
  })

  test('made long ago are refused', async () => {
    const slow = new SSMClient({ ...options, systemClockOffset: -20 * 60_000 })
    expect((await errorOf(slow.send(new GetParameterCommand({ Name: '/x' })))).name).toBe('InvalidSignatureException')
  })

  test('for another region are refused, but for the region of the global services', async () => {
    const elsewhere = { ...options, region: 'eu-central-1' }
    expect(await errorOf(new SSMClient(elsewhere).send(new GetParameterCommand({ Name: '/x' })))).toMatchObject({
      name: 'InvalidSignatureException',
      message: "Credential should be scoped to a valid region, not 'eu-central-1'.",
    })
    expect(await errorOf(new EC2Client(elsewhere).send(new DescribeVpcsCommand({})))).toMatchObject({ status: 401 })
    expect(await errorOf(new S3Client(elsewhere).send(new ListBucketsCommand({})))).toMatchObject({
      name: 'AuthorizationHeaderMalformed',
      message: expect.stringContaining("expecting 'us-west-2'"),
    })
    await new STSClient({ ...options, region: 'us-east-1' }).send(new GetCallerIdentityCommand({}))
  })

  test('by a long-term key with a session token are refused', async () => {
    const credentials = { ...options.credentials, sessionToken: 'stray' }
    const call = new STSClient({ ...options, credentials }).send(new GetCallerIdentityCommand({}))
    expect((await errorOf(call)).name).toBe('InvalidClientTokenId')
  })

  test('that do not cover their date are refused', async () => {
    const { headers, body } = await capture()
    const authorization = headers.authorization?.replace('x-amz-date;', '') ?? ''
    const answer = await fetch(cloud.endpoint, { method: 'POST', headers: { ...headers, authorization }, body })
    expect(await answer.json()).toMatchObject({ __type: 'InvalidSignatureException' })
  })

  test('by the temporary credentials of a user are good for everything but IAM and further credentials', async () => {
    const { Credentials } = await new STSClient(options).send(new GetSessionTokenCommand({}))
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {}
    const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken }
    const session = { ...options, credentials }
    await new DynamoDBClient(session).send(new ListTablesCommand({}))
    expect((await errorOf(new IAMClient(session).send(new ListUsersCommand({})))).name).toBe('InvalidClientTokenId')
    expect(await errorOf(new STSClient(session).send(new GetSessionTokenCommand({})))).toMatchObject({
      name: 'AccessDenied',
      message: 'Cannot call GetSessionToken with session credentials',
    })
  })

  test('do not cover a body that was changed on the way', async () => {
    const signed = await capture()
    const answer = await fetch(cloud.endpoint, {
      method: 'POST',
      headers: signed.headers,
      body: signed.body.replace('/real', '/fake'),
    })
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ __type: 'InvalidSignatureException' })
  })
})

/** A signed GetParameter as it goes over the wire. */
async function capture(): Promise<{ headers: Record<string, string>; body: string }> {
  const client = new SSMClient(options)
  let captured: { headers: Record<string, string>; body: string } | undefined
  client.middlewareStack.add(
    () => async (step) => {
      const request = step.request as { headers: Record<string, string>; body: Uint8Array }
      captured = {
        headers: Object.fromEntries(Object.entries(request.headers).filter(([name]) => name !== 'host')),
        body: new TextDecoder().decode(request.body),
      }
      throw new Error('captured')
    },
    { step: 'finalizeRequest', priority: 'low', name: 'capture' },
  )
  await client.send(new GetParameterCommand({ Name: '/real' })).catch(() => {})
  if (!captured) throw new Error('nothing was captured')
  return captured
}

describe('requests', () => {
  test('without a required member are refused before the operation runs', async () => {
    const error = await errorOf(new SSMClient(options).send(new PutParameterCommand({ Name: undefined, Value: 'x' })))
    expect(error).toMatchObject({ name: 'ValidationException' })
    expect(error.message).toContain("Value null at 'name'")
  })

  test('for an operation this cloud does not have get the unknown-operation error', async () => {
    const error = await errorOf(new EC2Client(options).send(new CreateVpnGatewayCommand({ Type: 'ipsec.1' })))
    expect(error).toMatchObject({ name: 'InvalidAction', status: 400 })
    expect(error.message).toContain('CreateVpnGateway')
  })

  test.each([
    [{ 'content-type': 'application/x-www-form-urlencoded' }, 'Action=ListTopics', /<Code>UnknownService<\/Code>/],
    [{ 'x-amz-target': 'Any.ListTopics' }, '{}', /"__type":"UnknownService"/],
    [{}, '{}', /"Message":"This cloud has no service sns\."/],
  ])('for a service this cloud does not have are refused in the protocol of %j', async (more, body, refusal) => {
    const answer = await signedPost(cloud, 'sns', more, body)
    expect(answer.status).toBe(404)
    expect(await answer.text()).toMatch(refusal)
  })

  test('are answered in XML that can be read, whatever it tells', async () => {
    const ec2 = new EC2Client(options)
    const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}))
    const Resources = Vpcs.map(({ VpcId }) => String(VpcId))
    const Value = '<a href="&lt;"> 😀\r'
    await ec2.send(new CreateTagsCommand({ Resources, Tags: [{ Key: 'text', Value: `${Value}\u0001` }] }))
    const { Tags = [] } = await ec2.send(new DescribeTagsCommand({ Filters: [{ Name: 'key', Values: ['text'] }] }))
    expect(Tags.map((tag) => tag.Value)).toEqual([`${Value}\ufffd`])
  })

  test('of a web page are refused, by Origin and by a rebound Host', async () => {
    const withOrigin = await fetch(cloud.endpoint, {
      method: 'POST',
      headers: { origin: 'https://example.com' },
      body: 'x',
    })
    expect(withOrigin.status).toBe(403)
    const rebound = await raw('GET / HTTP/1.1\r\nHost: attacker.example\r\nConnection: close\r\n\r\n')
    expect(rebound).toContain('HTTP/1.1 403')
  })

  test('of a web page are refused by what browsers tell of them, though the page has signed them itself', async () => {
    const fromPage = (headers: Record<string, string>) =>
      fetch(cloud.endpoint, { headers }).then(({ status }) => status)
    expect(await fromPage({ 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'image' })).toBe(403)
    expect(await fromPage({ 'sec-fetch-site': 'same-site' })).toBe(403)
    const referred = 'GET / HTTP/1.1\r\nHost: localhost\r\nReferer: https://example.com/\r\nConnection: close\r\n\r\n'
    expect(await raw(referred)).toContain('this cloud is for programs')
    const typed = 'GET / HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: none\r\nConnection: close\r\n\r\n'
    expect(await raw(typed)).toContain('MissingAuthenticationToken')
  })

  test('are taken on loopback only', () => {
    expect(new URL(cloud.endpoint).hostname).toBe('127.0.0.1')
  })
})

function raw(text: string | Buffer): Promise<string> {
  const socket = connect(Number(new URL(cloud.endpoint).port), '127.0.0.1')
  socket.end(text)
  return readAll(socket)
}

async function readAll(socket: ReturnType<typeof connect>): Promise<string> {
  const chunks: Buffer[] = []
  socket.on('data', (chunk) => chunks.push(chunk))
  socket.on('error', () => {})
  await once(socket, 'close')
  return Buffer.concat(chunks).toString('latin1')
}

describe('a thousand malformed requests', () => {
  test('each get an error or a closed connection, and leave the cloud working', async () => {
    const signed = await capture()
    const random = sequence(7)
    for (let round = 0; round < 40; round++) {
      const answers = await Promise.all(Array.from({ length: 25 }, () => raw(malformed(signed, random))))
      for (const answer of answers) {
        const status = /^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]
        expect(status === undefined || (Number(status) >= 400 && Number(status) < 500)).toBe(true)
      }
    }
    await new SSMClient(options).send(new PutParameterCommand({ Name: '/alive', Value: 'yes', Type: 'String' }))
  }, 60_000)

  test('fifty clients at once are all answered', async () => {
    const clients = Array.from({ length: 50 }, () => new SSMClient(options))
    const answers = await Promise.all(clients.map((client) => client.send(new GetParameterCommand({ Name: '/alive' }))))
    expect(answers.every(({ Parameter }) => Parameter?.Value === 'yes')).toBe(true)
    for (const client of clients) client.destroy()
  })
})

/** A small seeded generator, so that a failure can be had again. */
function sequence(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 1103515245 + 12345) % 2147483648
    return Math.floor((state / 2147483648) * below)
  }
}

function malformed(
  signed: { headers: Record<string, string>; body: string },
  random: (below: number) => number,
): string {
  const host = 'Host: 127.0.0.1'
  const headers = Object.entries(signed.headers).map(([name, value]) => `${name}: ${value}`)
  const noise = Array.from({ length: 20 }, () => String.fromCharCode(33 + random(90))).join('')
  const kinds: (() => string)[] = [
    () => `POST / HTTP/1.1\r\n${host}\r\nContent-Length: 500\r\n\r\n{"cut`,
    () => `POST / HTTP/1.1\r\n${host}\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}`,
    () => `GET /../../${noise.replace(/\s/g, '')} HTTP/1.1\r\n${host}\r\nConnection: close\r\n\r\n`,
    () => `GET //${noise.replace(/[^a-z]/gi, '')}/%ZZ HTTP/1.1\r\n${host}\r\nConnection: close\r\n\r\n`,
    () => `${noise}\r\n\r\n`,
    () => `POST / HTTP/1.1\r\n${host}\r\nx-long: ${'a'.repeat(40_000)}\r\nConnection: close\r\n\r\n`,
    () =>
      `POST / HTTP/1.1\r\n${host}\r\nAuthorization: AWS4-HMAC-SHA256 ${noise}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
    () =>
      `POST / HTTP/1.1\r\n${host}\r\n${headers.join('\r\n')}\r\nConnection: close\r\n\r\n${signed.body}`.replace(
        'Signature=',
        `Signature=${random(9)}`,
      ),
    () =>
      `POST / HTTP/1.1\r\n${host}\r\n${headers.join('\r\n')}\r\nConnection: close\r\n\r\n${signed.body.slice(0, -1)}]`,
    () =>
      `POST / HTTP/1.1\r\n${host}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 20\r\nConnection: close\r\n\r\nAction=${noise.slice(0, 13)}`,
  ]
  return kinds[random(kinds.length)]?.() ?? ''
}
