import { Pool } from 'undici'

export interface Load {
  requestsPerSecond: number
  p99Ms: number
  failures: number
}

/** Keeps `connections` requests in flight to a URL for `seconds` of wall time; what is not a 200 counts as a failure. */
export async function load(url: string, { connections = 32, seconds = 4 } = {}): Promise<Load> {
  const { origin, pathname } = new URL(url)
  const pool = new Pool(origin, { connections, pipelining: 1 })
  const latencies: number[] = []
  let failures = 0
  const end = performance.now() + seconds * 1000
  const client = async () => {
    while (performance.now() < end) {
      const sentAt = performance.now()
      const ok = await answered(pool, pathname)
      latencies.push(performance.now() - sentAt)
      if (!ok) failures++
    }
  }
  await Promise.all(Array.from({ length: connections }, client))
  await pool.close()
  return {
    requestsPerSecond: Math.round((latencies.length - failures) / seconds),
    p99Ms: quantile(latencies, 0.99),
    failures,
  }
}

async function answered(pool: Pool, path: string): Promise<boolean> {
  try {
    const { statusCode, body } = await pool.request({ method: 'GET', path })
    await body.dump()
    return statusCode === 200
  } catch {
    return false
  }
}

function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right)
  return Math.round((sorted[Math.floor(share * (sorted.length - 1))] ?? 0) * 10) / 10
}
