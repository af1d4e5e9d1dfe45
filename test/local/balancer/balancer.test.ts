import { Agent, type IncomingHttpHeaders, request } from 'node:http'
import { connect } from 'node:net'
import { afterEach, describe, expect, test } from '@jest/globals'
import { redirect } from '../../../local/balancer/action.ts'
import { page } from '../../../local/balancer/error-page.ts'
import { until } from '../../until.ts'
import {
  ask,
  balance,
  closeAll,
  fixed,
  httpTarget,
  listener,
  rawTarget,
  refusingTarget,
  sendRaw,
  targetAt,
} from './network.ts'

afterEach(closeAll)

/** A target that tells what it was asked. */
async function echo(seen: { headers: IncomingHttpHeaders; body: string; method: string; url: string }[] = []) {
  return httpTarget((asked, answer) => {
    const chunks: Buffer[] = []
    asked.on('data', (chunk) => chunks.push(chunk))
    asked.on('end', () => {
      const body = Buffer.concat(chunks).toString()
      seen.push({ headers: asked.headers, body, method: asked.method ?? '', url: asked.url ?? '' })
      answer.end(body || 'empty')
    })
  })
}

const named = (name: string) => httpTarget((_, answer) => answer.end(name))

describe('a request', () => {
  test('reaches the target with its method, path, headers and body, and the balancer says who asked', async () => {
    const seen: Parameters<typeof echo>[0] = []
    const { port } = await balance([await echo(seen)])
    const headers = {
      'X-Own': 'yes',
      'X-Forwarded-For': '203.0.113.7',
      'X-Forwarded-Proto': 'https',
      Host: 'shop.example',
    }
    const answer = await ask(port, { method: 'PUT', path: '/a/b?c=d%20e', headers, body: 'hello' })
    expect(answer).toMatchObject({ status: 200, body: 'hello' })
    expect(seen[0]).toMatchObject({ method: 'PUT', url: '/a/b?c=d%20e', body: 'hello' })
    expect(seen[0]?.headers).toMatchObject({
      'x-own': 'yes',
      host: 'shop.example',
      'x-forwarded-for': '203.0.113.7, 127.0.0.1',
      'x-forwarded-proto': 'http',
      'x-forwarded-port': '80',
      connection: 'keep-alive',
    })
    expect(seen[0]?.headers['x-amzn-trace-id']).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/)
  })

  test('keeps the trace it brings along, with the balancer named before it', async () => {
    const seen: Parameters<typeof echo>[0] = []
    const { port } = await balance([await echo(seen)])
    await ask(port, { headers: { 'X-Amzn-Trace-Id': 'Root=1-67891233-abcdef012345678912345678' } })
    expect(seen[0]?.headers['x-amzn-trace-id']).toMatch(
      /^Self=1-[0-9a-f]{8}-[0-9a-f]{24};Root=1-67891233-abcdef012345678912345678$/,
    )
  })

  test('loses the headers of its own connection, but not those that say where it goes and ends', async () => {
    const seen: Parameters<typeof echo>[0] = []
    const { port } = await balance([await echo(seen)])
    const headers = {
      Connection: 'keep-alive, X-Hop, Host, Content-Length',
      'X-Hop': 'secret',
      'Keep-Alive': 'timeout=3',
      TE: 'trailers',
      Upgrade: 'h2c',
    }
    const smuggled = 'GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n'
    const answer = await ask(port, {
      method: 'POST',
      headers: { ...headers, 'Content-Length': `${smuggled.length}` },
      body: smuggled,
    })
    expect(answer.body).toBe(smuggled)
    expect(seen).toHaveLength(1)
    for (const name of ['x-hop', 'keep-alive', 'te', 'upgrade']) expect(seen[0]?.headers).not.toHaveProperty(name)
  })

  test('streams a chunked body of any size, and the answer too', async () => {
    const seen: Parameters<typeof echo>[0] = []
    const { port } = await balance([await echo(seen)])
    const body = 'x'.repeat(3_000_000)
    const answer = await ask(port, { method: 'POST', headers: { 'Transfer-Encoding': 'chunked' }, body })
    expect(answer.body.length).toBe(body.length)
    expect(seen[0]?.headers['transfer-encoding']).toBe('chunked')
  })

  test('is answered while its body still comes, piece by piece', async () => {
    const target = await httpTarget((asked, answer) =>
      asked.on('data', (chunk) => answer.write(chunk)).on('end', () => answer.end()),
    )
    const { port } = await balance([target])
    const received: string[] = []
    await new Promise<void>((resolve) => {
      const outgoing = request(
        { port, method: 'POST', agent: false, headers: { 'Transfer-Encoding': 'chunked' } },
        (response) => {
          response.on('data', (chunk: Buffer) => {
            received.push(chunk.toString())
            if (received.length === 1) outgoing.end('two')
          })
          response.on('end', resolve)
        },
      )
      outgoing.write('one')
    })
    expect(received).toEqual(['one', 'two'])
  })

  test('of HEAD, and answers of 204 and 304, have no body and leave the connection usable', async () => {
    const target = await httpTarget((asked, answer) => {
      answer.statusCode = Number(asked.url?.slice(1) || 200)
      if (asked.method === 'HEAD') answer.setHeader('Content-Length', '11')
      answer.end()
    })
    const { port } = await balance([target])
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    expect(await ask(port, { method: 'HEAD', agent })).toMatchObject({
      status: 200,
      headers: { 'content-length': '11' },
      body: '',
    })
    expect(await ask(port, { path: '/204', agent })).toMatchObject({ status: 204, body: '' })
    expect(await ask(port, { path: '/304', agent })).toMatchObject({ status: 304, body: '' })
    agent.destroy()
  })

  test('that comes on a kept connection travels on a kept connection', async () => {
    let connections = 0
    const target = await named('here')
    target.server.on('connection', () => connections++)
    const { port } = await balance([target])
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    for (let turn = 0; turn < 20; turn++) expect((await ask(port, { agent })).body).toBe('here')
    agent.destroy()
    expect(connections).toBe(1)
  })

  test('is not held up by an answer that its client takes slowly', async () => {
    const body = Buffer.alloc(4_000_000)
    const target = await httpTarget((asked, answer) => void answer.end(asked.url === '/large' ? body : 'small'))
    const { port } = await balance([target])
    let received = 0
    const slow = request({ port, path: '/large', agent: false }, (response) => {
      response.pause().on('data', (chunk: Buffer) => {
        received += chunk.length
      })
      setTimeout(() => response.resume(), 100)
    }).end()
    await until(() => received === body.length, 'the large answer')
    slow.destroy()
    expect((await ask(port)).body).toBe('small')
  })

  test('keeps every header of the answer, also those that come twice', async () => {
    const target = await httpTarget((_, answer) => {
      answer.writeHead(201, 'Made', [
        'Set-Cookie',
        'a=1',
        'Set-Cookie',
        'b=2',
        'Connection',
        'X-Gone',
        'X-Gone',
        '1',
        'Server',
        'own',
      ])
      answer.end('done')
    })
    const { port } = await balance([target])
    const answer = await ask(port)
    expect(answer).toMatchObject({
      status: 201,
      body: 'done',
      headers: { 'set-cookie': ['a=1', 'b=2'], server: 'own' },
    })
    expect(answer.headers).not.toHaveProperty('x-gone')
  })
})

describe('the targets', () => {
  test('take turns', async () => {
    const { port } = await balance([await named('a'), await named('b'), await named('c')])
    const bodies: string[] = []
    for (let turn = 0; turn < 9; turn++) bodies.push((await ask(port)).body)
    expect(bodies.filter((body) => body === 'a')).toHaveLength(3)
    expect(bodies.filter((body) => body === 'b')).toHaveLength(3)
  })

  test('with the fewest requests in flight come first, where the group says so', async () => {
    let release = () => {}
    const slow = await httpTarget((_, answer) => {
      release = () => void answer.end('slow')
    })
    const { port, targets } = await balance([slow, await named('quick')], { algorithm: 'least_outstanding_requests' })
    const first = [ask(port), ask(port)]
    await until(() => targets[0]?.outstanding === 1, 'one request in flight')
    for (let turn = 0; turn < 5; turn++) expect((await ask(port)).body).toBe('quick')
    release()
    expect((await Promise.all(first)).map(({ body }) => body).sort()).toEqual(['quick', 'slow'])
    await until(() => targets[0]?.outstanding === 0, 'no request in flight')
  })

  test('serve what a client sends ahead on one connection one after another', async () => {
    const asked: string[] = []
    let release = () => {}
    const target = await httpTarget(({ url = '' }, answer) => {
      asked.push(url)
      if (url === '/1') release = () => void answer.end('one')
      else answer.end(url === '/2' ? 'two' : 'three')
    })
    const { port } = await balance([target])
    const heads = ['', '', 'Connection: close\r\n'].map((more, n) => `GET /${n + 1} HTTP/1.1\r\nHost: x\r\n${more}\r\n`)
    const answers = sendRaw(port, heads.join(''))
    await until(() => asked.length === 1, 'the first request')
    expect((await ask(port, { path: '/2' })).body).toBe('two')
    expect(asked).toEqual(['/1', '/2'])
    release()
    expect((await answers).match(/one|two|three/g)).toEqual(['one', 'two', 'three'])
    expect(asked).toEqual(['/1', '/2', '/2', '/3'])
  })

  test('that leave the rotation end what they have begun and get nothing new', async () => {
    let release = () => {}
    const leaving = await httpTarget((_, answer) => {
      release = () => void answer.end('to the end')
    })
    const balanced = await balance([leaving])
    const begun = ask(balanced.port)
    await until(() => leaving.outstanding === 1, 'the request in flight')
    leaving.retire()
    balanced.targets.splice(0, 1, await named('other'))
    balanced.rotation.changed()
    for (let turn = 0; turn < 3; turn++) expect((await ask(balanced.port)).body).toBe('other')
    release()
    expect(await begun).toMatchObject({ status: 200, body: 'to the end' })
  })

  test('see that a client has gone before it had its answer', async () => {
    let gone = false
    const target = await httpTarget((asked) => asked.on('close', () => (gone = true)))
    const { port } = await balance([target])
    const socket = connect(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'))
    await until(() => target.outstanding === 1, 'the request in flight')
    socket.destroy()
    await until(() => gone, 'the end of the request')
    expect(target.outstanding).toBe(0)
  })
})

describe('the balancer answers itself', () => {
  const isPage = (status: Parameters<typeof page>[0]) => ({
    status,
    body: page(status),
    headers: { server: 'awselb/2.0', 'content-type': 'text/html' },
  })

  test('503 when no target is there to take the request', async () => {
    const { port } = await balance([])
    expect(await ask(port)).toMatchObject(isPage(503))
    expect(page(503)).toContain('<head><title>503 Service Temporarily Unavailable</title></head>')
  })

  test.each([
    ['refuses the connection', refusingTarget],
    ['closes without an answer', () => rawTarget((socket) => socket.on('data', () => socket.end()))],
    ['resets the connection', () => rawTarget((socket) => socket.on('data', () => socket.resetAndDestroy()))],
    ['speaks no HTTP', () => rawTarget((socket) => socket.end('220 mail.example ready\r\n\r\n'))],
    ['breaks off in the head', () => rawTarget((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-'))],
    ['sends a header without a name', () => rawTarget((socket) => socket.end('HTTP/1.1 200 OK\r\n: x\r\n\r\n'))],
    ['sends a header folded', () => rawTarget((socket) => socket.end('HTTP/1.1 200 OK\r\na: b\r\n c: d\r\n\r\n'))],
    [
      'sends two lengths',
      () => rawTarget((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab')),
    ],
    ['switches protocols', () => rawTarget((socket) => socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n'))],
    [
      'sends a head without end',
      () => rawTarget((socket) => socket.write(`HTTP/1.1 200 OK\r\na: ${'x'.repeat(70_000)}`)),
    ],
  ])('502 when the target %s', async (_what, target) => {
    const { port } = await balance([await target()])
    expect(await ask(port)).toMatchObject(isPage(502))
  })

  test('502 also where the client sends a body', async () => {
    const { port } = await balance([await refusingTarget()])
    expect(await ask(port, { method: 'POST', body: 'x'.repeat(200_000) })).toMatchObject(isPage(502))
  })

  test('502 and goes on to the next request of the connection, past a body that nobody took', async () => {
    const { port } = await balance([await refusingTarget()])
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    for (let turn = 0; turn < 3; turn++)
      expect((await ask(port, { method: 'POST', body: 'x'.repeat(1_000_000), agent })).status).toBe(502)
    agent.destroy()
  })

  test('504 when the target is silent for the idle timeout', async () => {
    const target = await rawTarget(() => {})
    const { port } = await balance([target], { idleMilliseconds: 150 })
    const begunAt = Date.now()
    expect(await ask(port)).toMatchObject(isPage(504))
    expect(Date.now() - begunAt).toBeGreaterThanOrEqual(145)
    expect(target.outstanding).toBe(0)
  })

  test('408 when the client does not send the body it has announced', async () => {
    const { port } = await balance([await echo()], { idleMilliseconds: 150 })
    const head = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhel'
    expect(await sendRaw(port, head)).toMatch(/^HTTP\/1\.1 408 Request Time-out\r\n/)
  })

  test('400 to what is no request of HTTP/1.1', async () => {
    const { port } = await balance([await named('here')])
    const malformed = [
      'hello\r\n\r\n',
      'GET / HTTP/9.9\r\n\r\n',
      'GET / HTTP/1.1\r\n\r\n',
      'GET / HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n',
      'GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n folded\r\n\r\n',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc',
      'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
      `GET / HTTP/1.1\r\nHost: x\r\nA: ${'x'.repeat(70_000)}\r\n\r\n`,
    ]
    for (const bytes of malformed) {
      const answer = await sendRaw(
        port,
        bytes.replace('\r\n\r\n', bytes === 'GET / HTTP/1.1\r\n\r\n' ? '\r\nConnection: close\r\n\r\n' : '\r\n\r\n'),
      )
      expect([bytes.slice(0, 60), answer.slice(0, 24)]).toEqual([bytes.slice(0, 60), 'HTTP/1.1 400 Bad Request'])
    }
    expect((await ask(port)).body).toBe('here')
  })

  test('405 to TRACE, fixed responses, and nothing at all to clients its security groups keep out', async () => {
    const { port } = await balance([await named('here')])
    expect(await ask(port, { method: 'TRACE' })).toMatchObject(isPage(405))
    expect(await ask(await fixed(418, 'short'))).toMatchObject({
      status: 418,
      body: 'short',
      headers: { server: 'awselb/2.0' },
    })
    const closed = await balance([await named('here')], { admits: false })
    await expect(ask(closed.port)).rejects.toThrow(/hang up|ECONNRESET/)
  })
})

describe('a redirect', () => {
  test('encodes what a header cannot hold, and leaves its placeholders and what is encoded as they are', async () => {
    const parts = {
      protocol: 'HTTPS',
      host: '#{host}',
      port: '443',
      path: '/日本 ü/%2F/#{path}',
      query: 'q="é"&#{query}',
    }
    const port = await listener(redirect(301, parts, 80))
    const { status, headers } = await ask(port, { path: '/a%20b?c=d', headers: { Host: 'a.example' } })
    expect(status).toBe(301)
    expect(headers.location).toBe('https://a.example:443/%E6%97%A5%E6%9C%AC%20%C3%BC/%2F/a%20b?q=%22%C3%A9%22&c=d')
  })
})

test('a defect in a listener is told and answered with 500, and the listener serves on', async () => {
  const defects: unknown[] = []
  const defect = new Error('defect')
  const thrower = () => {
    throw defect
  }
  const port = await listener(thrower, (error) => defects.push(error))
  expect(await ask(port)).toMatchObject({ status: 500, body: page(500) })
  expect((await ask(port)).status).toBe(500)
  expect(defects).toEqual([defect, defect])
})

describe('an answer that breaks off', () => {
  test('in its body reaches the client broken off, not whole', async () => {
    const target = await rawTarget((socket) =>
      socket.on('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf')),
    )
    const { port } = await balance([target])
    await expect(ask(port)).rejects.toThrow(/aborted|hang up/)
    expect(target.outstanding).toBe(0)
  })

  test('by closing, where that is its only end, is whole', async () => {
    const target = await rawTarget((socket) => socket.on('data', () => socket.end('HTTP/1.0 200 OK\r\n\r\nall of it')))
    const { port } = await balance([target])
    expect(await ask(port)).toMatchObject({ status: 200, body: 'all of it' })
  })
})

describe('a kept connection which the target has closed in silence', () => {
  /** Answers the first request of each connection as if it would go on, and drops the connection at the second. */
  const fickle = () =>
    rawTarget((socket) => {
      let requests = 0
      socket.on('data', () => {
        if (++requests === 1) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
        else socket.destroy()
      })
    })

  test('is replaced for a request that may be sent again', async () => {
    const { port } = await balance([await fickle()])
    for (let turn = 0; turn < 6; turn++) expect(await ask(port)).toMatchObject({ status: 200, body: 'ok' })
  })

  test('is a 502 for one that may not', async () => {
    const { port } = await balance([await fickle()])
    expect((await ask(port, { method: 'POST', body: 'x' })).status).toBe(200)
    expect((await ask(port, { method: 'POST', body: 'x' })).status).toBe(502)
  })
})

test('a target out of reach is given ten seconds, and a client that leaves meanwhile is not waited for', async () => {
  const target = targetAt(9, false)
  const { port } = await balance([target])
  const socket = connect(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'))
  await until(() => target.outstanding === 1, 'the request in flight')
  socket.destroy()
  await until(() => target.outstanding === 0, 'the end of the request')
})
