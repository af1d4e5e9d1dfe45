import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createServer as createSocketServer } from 'node:net'
import { afterEach, describe, expect, test } from '@jest/globals'
import type { Probe } from '../../../../lambdas/scenario/judging/sample.ts'
import { Observation } from '../../../../lambdas/scenario/watch/observation.ts'
import { OpenLoop } from '../../../../lambdas/scenario/watch/open-loop.ts'
import { probe } from '../../../../lambdas/scenario/watch/probe.ts'
import { until } from '../../../until.ts'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

const item = JSON.stringify({ Title: { S: 'x' }, Metadata: { InstanceId: 'i-1', AvailabilityZone: 'us-west-2a' } })

async function listening(server: Server | ReturnType<typeof createSocketServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

const serve = (answer: RequestListener) => listening(createServer(answer))

describe('a probe', () => {
  test('reads source, instance and zone from the answer', async () => {
    const endpoint = await serve((_, response) => {
      response.setHeader('X-Recommendation-Source', 'static').end(item)
    })
    expect(await probe(endpoint)).toMatchObject({
      answer: 'static',
      status: 200,
      instance: 'i-1',
      zone: 'us-west-2a',
      sentAt: expect.any(Number),
      latencyMs: expect.any(Number),
    })
  })

  test('takes any other status, and an answer that does not say where it is from, for an error of the service', async () => {
    const failing = await serve((_, response) => {
      response.writeHead(502).end('{"error":"no"}')
    })
    expect(await probe(failing)).toMatchObject({ answer: 'error', status: 502 })
    const nameless = await serve((_, response) => {
      response.end(item)
    })
    expect(await probe(nameless)).toMatchObject({ answer: 'error', status: 200, instance: 'i-1' })
  })

  test('holds a reset, a silent and a refused connection, and an answer cut short, against the service', async () => {
    const resetting = await listening(createSocketServer((socket) => socket.resetAndDestroy()))
    expect(await probe(resetting)).toMatchObject({ answer: 'error', error: 'ECONNRESET' })
    const silent = await listening(
      createSocketServer((socket) => {
        closing.push(() => socket.destroy())
      }),
    )
    expect(await probe(silent, 50)).toMatchObject({ answer: 'error', error: 'timeout' })
    const halting = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half')
      setTimeout(() => response.destroy(), 10)
    })
    expect(await probe(halting)).toMatchObject({ answer: 'error' })
    const server = createServer()
    const refused = await listening(server)
    await new Promise((resolve) => server.close(resolve))
    expect(await probe(refused)).toMatchObject({ answer: 'error', error: 'ECONNREFUSED' })
  })

  test('does not hold a name that cannot be resolved against the service', async () => {
    const { answer, error } = await probe('http://no-such-host.invalid/')
    expect([answer, error === 'ENOTFOUND' || error === 'EAI_AGAIN']).toEqual(['unsent', true])
  })
})

const answered = (): Probe => ({ sentAt: Date.now(), latencyMs: 1, answer: 'table', status: 200 })

describe('the open loop', () => {
  test('keeps its schedule while nothing is answered', async () => {
    let sent = 0
    const release: (() => void)[] = []
    const seen: Probe[] = []
    const loop = new OpenLoop({
      perSecond: 50,
      firstAt: Date.now(),
      received: (one) => seen.push(one),
      send: () => {
        sent++
        return new Promise((resolve) => release.push(() => resolve(answered())))
      },
    })
    await until(() => sent >= 10, 'ten probes', 5)
    loop.stop()
    expect(seen).toEqual([])
    expect(loop.oldestPending).toBeDefined()
    for (const answer of release) answer()
    await loop.settled()
    expect(seen.length).toBe(sent)
    expect(loop.oldestPending).toBeUndefined()
  })

  test('carries on where another left off, makes up for what came due meanwhile, and for no more than two seconds', async () => {
    let sent = 0
    const send = async () => {
      sent++
      return answered()
    }
    const late = new OpenLoop({ perSecond: 10, firstAt: Date.now() - 450, send, received: () => {} })
    late.stop()
    expect(sent).toBeGreaterThanOrEqual(5)
    expect(late.nextAt - Date.now()).toBeLessThanOrEqual(100)
    sent = 0
    new OpenLoop({ perSecond: 10, firstAt: Date.now() - 60_000, send, received: () => {} }).stop()
    // Two seconds of the sixty, and what came due while this line was reached.
    expect(sent).toBeGreaterThanOrEqual(20)
    expect(sent).toBeLessThan(40)
  })
})

describe('an observation', () => {
  test('hands over what it has seen, complete up to a moment, and goes on when a look fails', async () => {
    let looks = 0
    const missed: unknown[] = []
    const pending: ((probe: Probe) => void)[] = []
    const observation = new Observation({
      perSecond: 20,
      looksPerSecond: 50,
      firstProbeAt: Date.now(),
      probe: () => (pending.length > 0 ? Promise.resolve(answered()) : new Promise((resolve) => pending.push(resolve))),
      look: async () => {
        looks++
        if (looks === 2) throw new Error('throttled')
        return [{ id: 'i-1', zone: 'a', state: 'healthy' }]
      },
      missed: (error) => missed.push(error),
    })
    await until(() => looks >= 4, 'four looks', 5)
    const early = observation.take()
    // The very first probe has not come back: nothing later is complete yet.
    expect(Date.now() - early.through).toBeGreaterThan(10)
    expect(early.looks.length).toBeGreaterThanOrEqual(2)
    expect(missed).toHaveLength(1)
    const [first] = pending
    first?.(answered())
    await observation.stop()
    const rest = observation.take()
    expect(rest.probes.length).toBeGreaterThanOrEqual(1)
    expect(rest.through).toBeGreaterThan(early.through)
  })
})
