import { Agent, get } from 'node:http'
import { performance } from 'node:perf_hooks'

export interface Load {
  requestsPerSecond: number
  p50Ms: number
  p99Ms: number
  /** Answers by status; 0 stands for a request without an answer. */
  statuses: Record<number, number>
}

/** Keeps `connections` connections busy for a while, each sending its next request when the last one is answered. */
export async function load(url: string, connections: number, seconds: number): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const ends = performance.now() + seconds * 1000
  const latenciesMs: number[] = []
  const statuses: Record<number, number> = {}
  const client = async () => {
    while (performance.now() < ends) {
      const sentAt = performance.now()
      const status = await statusOf(url, agent)
      latenciesMs.push(performance.now() - sentAt)
      statuses[status] = (statuses[status] ?? 0) + 1
    }
  }
  await Promise.all(Array.from({ length: connections }, client))
  agent.destroy()
  latenciesMs.sort((a, b) => a - b)
  const quantile = (share: number) => latenciesMs[Math.floor((latenciesMs.length - 1) * share)] ?? Number.NaN
  return { requestsPerSecond: latenciesMs.length / seconds, p50Ms: quantile(0.5), p99Ms: quantile(0.99), statuses }
}

function statusOf(url: string, agent: Agent): Promise<number> {
  return new Promise((resolve) => {
    get(url, { agent }, (response) => {
      response.resume()
      response.once('end', () => resolve(response.statusCode ?? 0))
    }).once('error', () => resolve(0))
  })
}
