import type { Figures } from '../bench.ts'
import type { Makespan } from './makespan.ts'

/** All figures as one table for a person, each with its unit. */
export function table(figures: Figures): string {
  const { deploy, teardown, functions, local, server } = figures
  const rows: [string, string | number][] = [
    ...makespanRows('deploy', deploy),
    ...makespanRows('teardown', teardown),
    ['synthesis (s)', figures.synthSeconds],
    ['local cloud ready (s)', figures.cloudReadySeconds],
    ['local cloud memory (MB)', local.memoryMB],
    ...Object.entries(local.callsPerSecond).map(([name, rate]): [string, number] => [`${name} (calls/s)`, rate]),
    ['balancer, 32 connections (requests/s)', local.balancer.balanced.requestsPerSecond],
    ['one target without the balancer (requests/s)', local.balancer.direct.requestsPerSecond],
    ['balancer against direct', local.balancer.ratio],
    ['our server, 32 connections (requests/s)', server.ours.requestsPerSecond],
    ['our server, p99 (ms)', server.ours.p99Ms],
    ["AWS's demo server (requests/s)", server.readsPerRequest.requestsPerSecond],
    ["AWS's demo server, p99 (ms)", server.readsPerRequest.p99Ms],
    ...functions.map(({ name, bundleKB, coldStartMs }): [string, string] => [
      name,
      `${bundleKB} KB, cold start ${coldStartMs} ms`,
    ]),
  ]
  const width = Math.max(...rows.map(([label]) => label.length))
  return rows.map(([label, value]) => `${label.padEnd(width)}  ${value}`).join('\n')
}

function makespanRows(name: string, makespan: Makespan): [string, string | number][] {
  const { cloudSeconds, criticalPathSeconds, sequentialSeconds } = makespan
  const ratio = (value: number) => value.toFixed(2)
  return [
    [`${name} (cloud s)`, cloudSeconds],
    [
      `${name}, critical path (cloud s)`,
      `${criticalPathSeconds} (${name} took ${ratio(cloudSeconds / criticalPathSeconds)} times as long)`,
    ],
    [
      `${name}, one after another (cloud s)`,
      `${sequentialSeconds} (${ratio(sequentialSeconds / cloudSeconds)} times as long as ${name})`,
    ],
    [`${name}, API calls`, makespan.apiCalls],
    [`${name}, transitions`, makespan.transitions],
    [`${name}, history events`, makespan.historyEvents],
  ]
}
