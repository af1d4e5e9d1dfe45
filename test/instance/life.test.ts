import { createServer } from 'node:net'
import { afterEach, expect, test } from '@jest/globals'
import { FakeAws } from './fake-aws.ts'
import { until, WebServer } from './web-server.ts'

const started: { close(): unknown }[] = []

afterEach(async () => {
  for (const { close } of started.splice(0)) await close()
})

async function cloud(): Promise<FakeAws> {
  const aws = await FakeAws.start()
  started.push({ close: () => aws.close() })
  return aws
}

async function web(environment: Record<string, string>): Promise<WebServer> {
  const server = await WebServer.start(environment)
  started.unshift({ close: () => server.stop() })
  return server
}

test('is not healthy before it knows its table, and gets well when everything it needs comes up', async () => {
  const aws = await cloud()
  aws.store = 'breaks'
  aws.metadata = 'breaks'
  const server = await web(aws.environment)
  const check = await server.get('/healthcheck')
  expect(check).toMatchObject({ status: 503, body: { success: false, reason: expect.stringContaining('starting') } })
  expect(await server.get('/')).toMatchObject({ status: 502, body: { reason: 'SettingsUnknown' } })
  aws.heal()
  const { body } = await server.answers(200, 'table')
  expect(body.Metadata).toEqual({ InstanceId: 'i-0123456789abcdef0', AvailabilityZone: 'us-west-2b' })
  expect((await server.get('/healthcheck')).status).toBe(200)
  expect(server.noise).toEqual([])
})

test('asked to stop, finishes the requests it has, takes no more, and ends well', async () => {
  const aws = await cloud()
  const server = await web(aws.environment)
  aws.latencyMs = 400
  const requests = Promise.all(Array.from({ length: 20 }, () => server.get('/')))
  await until('they are under way', () => aws.readsAtOnce === 20)
  server.process.kill('SIGTERM')
  await until('it closes the door', () => server.line('stopping') !== undefined)
  for (const { status } of await requests) expect(status).toBe(200)
  await expect(server.get('/')).rejects.toMatchObject({ code: expect.stringMatching(/ECONNREFUSED|ECONNRESET/) })
  expect(await server.exited).toBe(0)
  expect(server.line('stopped')).toMatchObject({ connections_cut: 0 })
  expect(server.noise).toEqual([])
})

test('says in one line what is wrong with its environment or its port', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  started.push({ close: () => taken.close() })
  await until('a port is taken', () => taken.listening)
  const port = String((taken.address() as { port: number }).port)
  const faults: [Record<string, string>, number, RegExp][] = [
    [{ SERVICE: '' }, 2, /^SERVICE is not set$/],
    [{ PORT: 'http' }, 2, /^PORT is 'http': /],
    [{ SETTINGS_REFRESH_SECONDS: '0' }, 2, /^SETTINGS_REFRESH_SECONDS is '0': must be from 0.05 to 3600 seconds$/],
    [{ PORT: port }, 1, /Address already in use/],
  ]
  const servers = await Promise.all(faults.map(([environment]) => WebServer.start(environment)))
  for (const [index, [, exitCode, reason]] of faults.entries()) {
    const server = servers[index]
    expect(await server?.exited).toBe(exitCode)
    expect(server?.lines).toEqual([
      expect.objectContaining({ level: 'warning', reason: expect.stringMatching(reason) }),
    ])
    expect(server?.noise).toEqual([])
  }
})
