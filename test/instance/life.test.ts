import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { constants } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, expect, test } from '@jest/globals'
import { until } from '../until.ts'
import { FakeAws } from './fake-aws.ts'
import { python, WebServer } from './web-server.ts'

const started: { close(): unknown }[] = []

afterEach(async () => {
  for (const { close } of started.splice(0)) await close()
})

async function cloud(): Promise<FakeAws> {
  const aws = await FakeAws.start()
  started.push({ close: () => aws.close() })
  return aws
}

function web(environment: Record<string, string>): Promise<WebServer> {
  const starting = WebServer.start(environment)
  started.unshift({
    close: () =>
      starting.then(
        (server) => server.stop(),
        () => {},
      ),
  })
  return starting
}

test('recommends from its own table when Parameter Store is down from the start', async () => {
  const aws = await cloud()
  aws.store = 'breaks'
  const server = await web(aws.environment)
  expect((await server.get('/healthcheck')).status).toBe(200)
  expect((await server.get('/')).headers['x-recommendation-source']).toBe('table')
  aws.tables = new Set(['another-table'])
  aws.set('table', 'another-table')
  aws.store = 'well'
  await server.answers(200, 'table')
})

test('is healthy with nothing but itself, and recommends when everything it needs comes up', async () => {
  const aws = await cloud()
  aws.store = 'breaks'
  aws.metadata = 'breaks'
  aws.badTokens.push('<html>\r\nbusy')
  const server = await web(aws.environment)
  expect((await server.get('/healthcheck')).status).toBe(200)
  expect(await server.get('/')).toMatchObject({ status: 502, body: { reason: 'NoCredentialsError' } })
  aws.heal()
  await server.answers(200, 'table')
  await until(async () => (await server.get('/')).text.includes('i-0123456789abcdef0'), 'it knows which instance it is')
  expect(server.noise).toEqual([])
})

test('asked to stop, finishes the requests it has, takes no more, and ends well', async () => {
  const aws = await cloud()
  const server = await web(aws.environment)
  aws.latencyMs = 400
  const requests = Promise.all(Array.from({ length: 20 }, () => server.get('/')))
  await until(() => aws.readsAtOnce === 20, 'they are under way')
  server.process.kill('SIGTERM')
  await until(() => server.line('stopping') !== undefined, 'it closes the door')
  for (const { status } of await requests) expect(status).toBe(200)
  await expect(server.get('/')).rejects.toMatchObject({ code: expect.stringMatching(/ECONNREFUSED|ECONNRESET/) })
  expect(await server.exited).toBe(0)
  expect(server.line('stopped')).toMatchObject({ connections_cut: 0 })
  expect(server.noise).toEqual([])
})

test('asked to stop, answers what comes on open connections and tells those clients to leave', async () => {
  const aws = await cloud()
  const server = await web(aws.environment)
  const clients = Array.from({ length: 8 }, () => new KeptConnection(server.port))
  for (const client of clients) expect(await client.get()).not.toContain('Connection: close')
  clients.push(new KeptConnection(server.port))
  clients.at(-1)?.send('GET / HTTP/1.1\r\nHost')
  expect(await clients[0]?.get()).toContain('200 OK')
  server.process.kill('SIGTERM')
  await until(() => server.line('stopping') !== undefined, 'it closes the door')
  clients.at(-1)?.send(': x\r\n\r\n')
  const last = await Promise.all(clients.map((client, index) => (index < 8 ? client.get() : client.answer())))
  for (const answer of last) expect(answer).toMatch(/^HTTP\/1.1 200 OK\r\n(.+\r\n)*Connection: close\r\n/)
  expect(await server.exited).toBe(0)
  expect(server.line('stopped')).toMatchObject({ connections_cut: 0 })
})

test('asked to stop, does so at once also when the signal does not interrupt its wait', async () => {
  const server = await web((await cloud()).environment)
  const pid = String(server.process.pid)
  const [, another] = await readdir(`/proc/${pid}/task`)
  const signal = 'import ctypes, sys; sys.exit(ctypes.CDLL(None).tgkill(*map(int, sys.argv[1:])))'
  await promisify(execFile)(python, ['-c', signal, pid, String(another), String(constants.signals.SIGTERM)])
  await until(() => server.process.exitCode === 0, 'it has stopped')
})

test('keeps more idle connections than select() could watch, for longer than a load balancer does', async () => {
  const aws = await cloud()
  const server = await web({ ...aws.environment, PYTHONPATH: join(import.meta.dirname, 'moved-clock') })
  const clients = Array.from({ length: 1100 }, () => new KeptConnection(server.port))
  started.push(...clients.map((client) => ({ close: () => client.close() })))
  expect(await clients.at(-1)?.get()).toContain('200 OK')
  server.process.kill('SIGUSR1')
  await until(() => server.line('clock moved') !== undefined, 'a minute has passed')
  for (let turn = 0; turn < 3; turn++) expect((await server.get('/healthcheck')).status).toBe(200)
  for (const client of [clients[0], clients.at(-1)]) expect(await client?.get()).toContain('200 OK')
})

test('serves in the European Sovereign Cloud, whose regions are named in a form of their own', async () => {
  const aws = await cloud()
  const server = await web({ ...aws.environment, AWS_REGION: 'eusc-de-east-1' })
  expect((await server.get('/')).status).toBe(200)
})

test('says in one line what is wrong with its environment or its port', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  started.push({ close: () => taken.close() })
  await until(() => taken.listening, 'a port is taken')
  const port = String((taken.address() as { port: number }).port)
  const faults: [Record<string, string>, number, RegExp][] = [
    [{ TABLE: '' }, 2, /^TABLE is not set$/],
    [{ SETTINGS_REFRESH_SECONDS: '0' }, 2, /^SETTINGS_REFRESH_SECONDS is '0': must be from 0.05 to 3600 seconds$/],
    [{ PORT: port }, 1, /Address already in use/],
    [{ HOST: 'nonsense.invalid' }, 1, /^nonsense.invalid:0: /],
  ]
  const servers = await Promise.all(faults.map(([environment]) => web(environment)))
  for (const [index, [, exitCode, reason]] of faults.entries()) {
    const server = servers[index]
    expect(await server?.exited).toBe(exitCode)
    expect(server?.lines).toEqual([
      expect.objectContaining({ level: 'warning', reason: expect.stringMatching(reason) }),
    ])
    expect(server?.noise).toEqual([])
  }
})

/** A client with one connection, which it uses again and again as a load balancer does. */
class KeptConnection {
  readonly #socket
  #heard = ''

  constructor(port: number) {
    this.#socket = connect(port, '127.0.0.1')
    this.#socket.on('data', (data) => {
      this.#heard += data
    })
    this.#socket.on('error', () => {})
  }

  get(): Promise<string> {
    this.#heard = ''
    this.send('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    return this.answer()
  }

  send(text: string): void {
    this.#socket.write(text)
  }

  async answer(): Promise<string> {
    while (!this.#heard.includes('"Metadata"')) {
      if (this.#socket.readableEnded || this.#socket.destroyed) throw new Error('the server closed the connection')
      await Promise.race([once(this.#socket, 'data'), once(this.#socket, 'close')])
    }
    return this.#heard
  }

  close(): void {
    this.#socket.destroy()
  }
}
