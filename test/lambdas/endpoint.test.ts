import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from '@jest/globals'
import { CheckEndpoint } from '../../lambdas/endpoint.ts'
import { run } from './step-run.ts'

const servers: Server[] = []

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  servers.push(server)
  await new Promise((resolve) => server.once('listening', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Answers from the zones in turn, as a load balancer does. */
function fromZones(zones: string[], source = 'table'): RequestListener {
  let turn = 0
  return (_, response) => {
    const Metadata = { InstanceId: 'i-1', AvailabilityZone: zones[turn++ % zones.length] }
    response.setHeader('X-Recommendation-Source', source).end(JSON.stringify({ Title: { S: 'A Book' }, Metadata }))
  }
}

const zones = ['a', 'b', 'c']
const check = (endpoint: string, allowedCidr = '0.0.0.0/0') =>
  run(CheckEndpoint, 'shop', { endpoint, zones, allowedCidr })

describe('the check of the endpoint', () => {
  test('is content when every zone answers from the table', async () => {
    await expect(check(await serve(fromZones(zones)))).resolves.toEqual({
      ready: true,
      zones,
      problem: '',
      answer: { Title: { S: 'A Book' }, Metadata: { InstanceId: 'i-1', AvailabilityZone: 'c' } },
    })
  })

  test('names the zones that do not answer', async () => {
    const endpoint = await serve(fromZones(['b']))
    await expect(check(endpoint)).resolves.toMatchObject({
      ready: false,
      zones: ['b'],
      problem: 'no answer from a, c',
    })
  })

  test('is not content with static answers', async () => {
    const endpoint = await serve(fromZones(zones, 'static'))
    const problem = 'an answer whose source is static, not the table'
    await expect(check(endpoint)).resolves.toMatchObject({ ready: false, problem })
  })

  test('says status and body of an answer that is not 200', async () => {
    const endpoint = await serve((_, response) => response.writeHead(502).end('bad gateway'))
    await expect(check(endpoint)).resolves.toMatchObject({ ready: false, problem: 'status 502: bad gateway' })
  })

  test('says why nobody answers', async () => {
    const endpoint = await serve(() => {})
    for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve))
    await expect(check(endpoint)).resolves.toMatchObject({
      ready: false,
      problem: expect.stringMatching(/no answer: .*ECONNREFUSED/),
    })
  })

  test('has nothing to say where only some addresses are allowed and nobody answers this one', async () => {
    const endpoint = await serve(() => {})
    const problem = expect.stringMatching(/^not checked: allowedCidr 203\.0\.113\.0\/24 shuts out the check/)
    const [fromSome, fromAnywhere] = await Promise.all([check(endpoint, '203.0.113.0/24'), check(endpoint)])
    expect(fromSome).toEqual({ ready: true, zones: [], problem, answer: null })
    expect(fromAnywhere).toMatchObject({ ready: false, problem: expect.stringMatching(/no answer: .*timeout/) })
  })

  test('is made all the same where only some addresses are allowed and this is one of them', async () => {
    const endpoint = await serve((_, response) => response.writeHead(502).end('bad gateway'))
    await expect(check(endpoint, '127.0.0.0/8')).resolves.toMatchObject({ ready: false })
  })

  test('does not take a page of somebody else for an answer', async () => {
    const page: RequestListener = (_, response) => response.setHeader('X-Recommendation-Source', 'table').end('<html>')
    await expect(check(await serve(page))).resolves.toMatchObject({
      ready: false,
      problem: expect.stringMatching(/no answer: /),
    })
  })
})
