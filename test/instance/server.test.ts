import { connect, type Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import seed from '../../instance/seed.json' with { type: 'json' }
import { until } from '../until.ts'
import { FakeAws, type Mood } from './fake-aws.ts'
import { WebServer } from './web-server.ts'

let aws: FakeAws
let server: WebServer
const developer = { AWS_ACCESS_KEY_ID: 'DEVELOPER', AWS_SECRET_ACCESS_KEY: 'secret' }

beforeAll(async () => {
  aws = await FakeAws.start()
  server = await WebServer.start({ ...aws.environment, ...developer })
})

afterEach(async () => {
  aws.heal()
  const isHealed = () => !server.knows('failure-response', 'static') && !server.knows('health-check', 'deep')
  await until(isHealed, 'the settings are as at the start')
  await server.answers(200, 'table')
  server.forgetWarnings()
})

afterAll(async () => {
  await server.stop()
  aws.close()
  expect(server.noise).toEqual([])
})

const broken: [string, Partial<FakeAws>, string][] = [
  ['there is no such table', { tables: new Set(['another-table']) }, 'ResourceNotFoundException'],
  ['the role may not read it', { readers: new Set(['ANOTHER']) }, 'AccessDeniedException'],
  ['the instance has no role', { role: undefined }, 'NoCredentialsError'],
  ['the role cannot be assumed', { roleCode: 'AssumeRoleUnauthorizedAccess' }, 'NoCredentialsError'],
  ['it never answers', { table: 'hangs' }, 'ReadTimeoutError'],
  ['connections break', { table: 'breaks' }, 'ProtocolError'],
  ['DynamoDB fails', { table: { code: 'InternalServerError', status: 500 } }, 'InternalServerError'],
  ['it answers nonsense', { table: 'babbles' }, 'ItemNotFound'],
  ['it is empty', { items: [] }, 'ItemNotFound'],
]

const unusable: [string, string | object, string][][] = [
  [
    ['table', 'no', "'no': must be the name of a table"],
    ['failure-response', 'sometimes', "'sometimes': must be one of: none, static"],
    ['health-check', { value: 'deep' }, "'until' is missing"],
    ['dependency-delay', 'soon', "'soon': must be a whole number"],
  ],
  [
    ['table', '', "'': must be the name of a table"],
    ['failure-response', '{', "'{': Expecting property name"],
    ['health-check', anHourOf('steep', 'shallow'), 'must be one of: shallow, deep'],
    ['dependency-delay', { value: 1, until: 'tomorrow', otherwise: 0 }, 'Invalid isoformat string'],
  ],
]

describe('the recommendation', () => {
  test('is an item of the table with the instance that gave it', async () => {
    const { headers, body } = await server.answers(200, 'table')
    const { Metadata, ...item } = body
    expect(seed).toContainEqual(item)
    expect(Metadata).toEqual({ InstanceId: 'i-0123456789abcdef0', AvailabilityZone: 'us-west-2b' })
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'cache-control': 'no-store' })
  })

  test('may have attributes of every type', async () => {
    aws.items = seed.map((item) => ({ ...item, Cover: { B: 'AAEC' } }))
    expect((await server.get('/')).body).toMatchObject({ Cover: { B: 'AAEC' } })
  })

  test('is read from the table for each request, and no setting with it', async () => {
    aws.store = 'hangs'
    const before = { ...aws.calls }
    for (let request = 0; request < 30; request++) expect((await server.get('/')).status).toBe(200)
    expect(aws.calls.GetItem - before.GetItem).toBe(30)
    expect(aws.calls.sockets - before.sockets).toBeLessThan(10)
  })

  test('comes also when asked with a query, by HEAD, or from the absolute form of the address', async () => {
    expect((await server.get('/?a=1&b')).status).toBe(200)
    expect((await server.get(`http://example.com/?x`)).status).toBe(200)
    const head = await server.get('/', 'HEAD')
    expect(head).toMatchObject({ status: 200, text: '', headers: { 'x-recommendation-source': 'table' } })
    expect(Number(head.headers['content-length'])).toBeGreaterThan(100)
  })

  test.each(broken)('fails shortly, or is static where that is set, when %s', async (_, trouble, reason) => {
    Object.assign(aws, trouble)
    const failed = await server.answers(502)
    expect(failed.body).toEqual({ error: expect.any(String), reason })
    expect(failed.text.length).toBeLessThan(200)
    expect(failed.ms).toBeLessThan(2000)
    aws.heal()
    aws.set('failure-response', 'static')
    await until(() => server.knows('failure-response', 'static'), 'the setting is known')
    Object.assign(aws, trouble)
    const { body, headers } = await server.answers(200, 'static')
    expect(body).toMatchObject({
      MediaType: { S: 'Book' },
      ItemId: { N: '0' },
      Metadata: { AvailabilityZone: 'us-west-2b' },
    })
    expect(headers['content-type']).toBe('application/json')
  })

  test('survives one passing error of the table, and not a second one', async () => {
    const passing: Mood[] = ['breaks', { code: 'ThrottlingException', status: 400 }]
    for (const mood of passing) {
      aws.stumbles.push(mood)
      expect((await server.get('/')).status).toBe(200)
      aws.stumbles.push(mood, mood)
      expect((await server.get('/')).status).toBe(502)
    }
    aws.stumbles.push({ code: 'AccessDeniedException', status: 400 })
    expect((await server.get('/')).status).toBe(502)
  })

  test('follows a swapped instance profile without a restart, and outlives a silent metadata service', async () => {
    aws.role = 'LIMITED'
    await server.answers(502)
    aws.role = 'READER'
    await server.answers(200, 'table')
    aws.metadata = 'breaks'
    await until(() => server.warned("reading the role's credentials failing"), 'the failure is noticed')
    expect((await server.get('/')).status).toBe(200)
  })

  test("is read, as settings are, with the keys of the instance's role, whatever keys the environment holds", async () => {
    aws.signers.clear()
    const asked = aws.calls.GetParameters
    await until(() => aws.calls.GetParameters > asked, 'it reads the settings')
    expect((await server.get('/')).status).toBe(200)
    expect([...aws.signers]).toEqual(['READER'])
  })

  test('follows a swapped instance profile also when the metadata service refuses the session token it gave', async () => {
    aws.token = 'another-token'
    aws.role = 'LIMITED'
    await server.answers(502)
  })

  test('comes late while the table is slowed down, and fails when that is slower than a client waits', async () => {
    aws.set('dependency-delay', '300')
    await until(async () => (await server.get('/')).ms > 300, 'it comes late')
    expect((await server.get('/')).status).toBe(200)
    aws.set('dependency-delay', anHourOf(60_000, 0))
    await until(() => server.knows('dependency-delay', 10_000), 'the setting is known')
    const failed = await server.get('/')
    expect(failed).toMatchObject({ status: 502, body: { reason: 'ReadTimeoutError' } })
    expect(failed.ms).toBeLessThan(2000)
    aws.heal()
    await until(() => server.knows('dependency-delay', 0), 'it is lifted')
  })
})

describe('settings', () => {
  test('that change together are never mixed in one answer', async () => {
    aws.set('dependency-delay', '300')
    await until(() => server.knows('dependency-delay', 300), 'reads are slow')
    const untilStatic = async () => {
      for (const deadline = Date.now() + 10_000; Date.now() < deadline; ) {
        const { status, headers } = await server.get('/')
        if (status !== 200 || headers['x-recommendation-source'] === 'static') return status
      }
      throw new Error('never static')
    }
    const clients = Promise.all(Array.from({ length: 16 }, untilStatic))
    await server.answers(200, 'table')
    aws.set('table', 'this-is-not-a-table')
    aws.set('failure-response', 'static')
    expect(await clients).toEqual(Array(16).fill(200))
  })

  test('are read less often while Parameter Store throttles, and as often as before when it does not', async () => {
    const pause = () => (aws.storeAskedAt.at(-1) ?? 0) - (aws.storeAskedAt.at(-2) ?? 0)
    aws.store = { code: 'ThrottlingException', status: 400 }
    await until(() => pause() > 400, 'the pauses grow')
    aws.store = 'well'
    await until(() => pause() < 200, 'the pauses are short again')
  })

  test('are asked for once at a time, for the next reading is near', async () => {
    aws.store = { code: 'InternalServerError', status: 500 }
    aws.storeAttempts.clear()
    const asked = aws.calls.GetParameters
    await until(() => aws.calls.GetParameters > asked + 2, 'they are asked for again')
    expect([...aws.storeAttempts]).toEqual(['attempt=1'])
  })

  test('are read again after an answer that the server was not written for', async () => {
    aws.store = { body: { Parameters: [{}] } }
    await until(() => server.warned('background work failed'), 'the defect is logged')
    aws.set('failure-response', 'static')
    aws.store = 'well'
    await until(() => server.knows('failure-response', 'static'), 'the setting is known')
  })

  test('stay as they were while Parameter Store fails or holds something unusable', async () => {
    aws.set('failure-response', 'static')
    aws.set('table', 'this-is-not-a-table')
    await server.answers(200, 'static')
    for (const round of unusable) {
      for (const [setting, value] of round) aws.set(setting, value)
      for (const [setting, value, complaint] of round) {
        await until(() => server.warned(`setting ${setting} failing`, complaint), `${setting} ${value} is refused`)
      }
    }
    aws.parameters.clear()
    await until(() => server.warned('setting table failing', 'no such parameter'), 'their absence is noticed')
    aws.store = { code: 'AccessDeniedException', status: 400 }
    await until(() => server.warned('reading settings failing', 'AccessDeniedException'), 'the refusal is noticed')
    expect((await server.get('/')).headers['x-recommendation-source']).toBe('static')
  })

  test('that are injected end by themselves at their time, with nobody left to lift them', async () => {
    const value = 'this-is-not-a-table'
    const ends = Date.now() + 1500
    aws.set('table', { value, until: new Date(ends).toISOString(), otherwise: 'real-table' })
    await server.answers(502)
    aws.store = 'breaks'
    await server.answers(200, 'table')
    expect(Date.now()).toBeGreaterThanOrEqual(ends)
    await until(() => server.knows('table', 'real-table'), 'the end is logged')
  })
})

describe('the health check', () => {
  test('touches nothing outside the process while it is shallow', async () => {
    Object.assign(aws, { table: 'hangs', store: 'hangs', metadata: 'hangs' })
    const reads = aws.calls.GetItem
    expect(await server.get('/healthcheck?x')).toMatchObject({ status: 200, text: '{"success": true}' })
    expect((await server.get('/healthcheck', 'HEAD')).status).toBe(200)
    expect(aws.calls.GetItem).toBe(reads)
  })

  test('reads the table while it is deep, once a second for all who ask', async () => {
    aws.set('health-check', 'deep')
    const reads = aws.calls.GetItem
    await until(
      async () => (await server.get('/healthcheck')).status === 200 && aws.calls.GetItem > reads,
      'it is deep',
    )
    await until(
      async () => aws.calls.GetItem > reads + 1 || !(await server.get('/healthcheck')),
      'the result has ended',
    )
    const before = aws.calls.GetItem
    const together = await Promise.all(Array.from({ length: 20 }, () => server.get('/healthcheck')))
    expect(together.map(({ status }) => status)).toEqual(Array(20).fill(200))
    expect(aws.calls.GetItem - before).toBeLessThanOrEqual(1)
  })

  test('says why while it is deep and the table fails, in time for the load balancer', async () => {
    aws.set('health-check', 'deep')
    aws.table = 'hangs'
    const first = await server.answers(503, undefined, '/healthcheck')
    expect(first.body).toEqual({ success: false, reason: expect.stringContaining('ReadTimeout') })
    expect(first.ms).toBeLessThan(2000)
  })
})

describe('the server', () => {
  test('refuses other pages and methods', async () => {
    for (const path of ['/nope', '/healthcheck/', '/%2e%2e/etc', '/server/app.py']) {
      expect(await server.get(path)).toMatchObject({ status: 404, body: { error: 'Not found' } })
    }
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      expect(await server.get('/', method)).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } })
    }
  })

  test('answers in short JSON, and goes on, after what it was not written for', async () => {
    aws.table = { body: { Item: 'a book' } }
    const failed = await server.get('/')
    expect(failed).toMatchObject({ status: 500, body: { error: 'Internal server error' } })
    expect(failed.headers['content-type']).toBe('application/json')
    await until(() => server.warned('request failed'), 'the defect is logged')
  })

  test('answers while other clients send slowly, nothing, or nonsense', async () => {
    const starts = ['', 'GET / HT', 'GET / HTTP/1.1\r\nHost: x\r\n', 'POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n1']
    const slow = Array.from({ length: 200 }, (_, index) => say(server.port, starts[index % 4] ?? ''))
    expect((await server.get('/')).ms).toBeLessThan(1000)
    expect((await server.get('/healthcheck')).ms).toBeLessThan(1000)
    const nonsense = ['\x00\x01\x02\r\n\r\n', 'GET\r\n\r\n', 'GET / HTTP/1.1\r\nContent-Length: many\r\n\r\n']
    for (const text of nonsense) expect(await heard(say(server.port, text))).toMatch(/^HTTP\/1\.\d 4\d\d /)
    for (const socket of slow) socket.destroy()
  })

  test('makes a burst of requests wait for a table that answers, rather than refuse them', async () => {
    aws.latencyMs = 20
    const burst = await Promise.all(Array.from({ length: 100 }, () => server.get('/')))
    expect(burst.map(({ status }) => status)).toEqual(Array(100).fill(200))
  })

  test('stays healthy while more requests come than a slow table can answer', async () => {
    aws.latencyMs = 800
    const requests = Promise.all(Array.from({ length: 250 }, () => server.get('/')))
    await until(() => aws.readsAtOnce === 48, 'it is busy')
    expect((await server.get('/healthcheck')).ms).toBeLessThan(2000)
    const reasons = (await requests).map(({ body }) => body.reason)
    expect(reasons.filter((reason) => reason === undefined).length).toBeGreaterThanOrEqual(48)
    expect(new Set(reasons)).toEqual(new Set([undefined, 'Saturated']))
  })

  test('answers everybody soon and stays healthy while the table hangs', async () => {
    aws.table = 'hangs'
    const before = aws.calls.GetItem
    const requests = Promise.all(Array.from({ length: 200 }, () => server.get('/')))
    await until(() => aws.calls.GetItem - before >= 48, 'reads wait')
    expect((await server.get('/healthcheck')).ms).toBeLessThan(2000)
    for (const { status, ms } of await requests) {
      expect(status).toBe(502)
      expect(ms).toBeLessThan(5000)
    }
  })
})

/** A setting as an injected failure holds it. */
function anHourOf(value: string | number, otherwise: string | number) {
  return { value, until: new Date(Date.now() + 3_600_000).toISOString(), otherwise }
}

function say(port: number, text: string): Socket {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  socket.write(text)
  return socket
}

async function heard(socket: Socket): Promise<string> {
  let answer = ''
  for await (const chunk of socket) answer += chunk
  return answer
}
