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

  test('that stood still itself does not take its late timeout for one of the service', async () => {
    const endpoint = await serve((_, response) => {
      response.setHeader('X-Recommendation-Source', 'table').end(item)
    })
    const probing = probe(endpoint, 50)
    await new Promise((resolve) => setImmediate(resolve))
    const until = performance.now() + 700
    while (performance.now() < until);
    expect(await probing).toMatchObject({ answer: 'unsent', error: 'late timeout' })
  })

  test('keeps nothing of an answer that is too long to be one of ours', async () => {
    const Metadata = { InstanceId: 'i'.repeat(65), AvailabilityZone: 'us-west-2a' }
    const named = await serve((_, response) => {
      response.end(JSON.stringify({ Metadata }))
    })
    expect(await probe(named)).not.toHaveProperty('instance')
    const long = await serve((_, response) => {
      response.end(`${item.slice(0, -1)},"more":"${'x'.repeat(100_000)}"}`)
    })
    expect(await probe(long)).toMatchObject({ status: 200, answer: 'error' })
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

  test('carries on where another left off, makes up for what came due meanwhile without a burst, and for no more than ten seconds', async () => {
    const sentAt: number[] = []
    const send = async () => {
      sentAt.push(Date.now())
      return answered()
    }
    const late = new OpenLoop({ perSecond: 20, firstAt: Date.now() - 1_000, send, received: () => {} })
    expect(sentAt).toHaveLength(1)
    await until(() => late.nextAt > Date.now(), 'the schedule to be made up for', 5)
    late.stop()
    expect(sentAt.length).toBeGreaterThanOrEqual(20)
    expect((sentAt[19] ?? 0) - (sentAt[0] ?? 0)).toBeGreaterThan(150)
    const stoodStill = new OpenLoop({ perSecond: 10, firstAt: Date.now() - 60_000, send, received: () => {} })
    stoodStill.stop()
    expect(Date.now() - stoodStill.nextAt).toBeLessThan(10_000)
  })
})

describe('an observation', () => {
  test('hands over what it has seen and what it was given back, complete up to a moment, and goes on when a look fails', async () => {
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
    observation.giveBack(early)
    const rest = observation.take()
    expect(rest.probes.length).toBeGreaterThanOrEqual(1)
    expect(rest.looks.slice(0, early.looks.length)).toEqual(early.looks)
    expect(rest.through).toBeGreaterThan(early.through)
  })
})
