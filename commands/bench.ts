import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SFNClient } from '@aws-sdk/client-sfn'
import { latencies } from '../local/latencies.ts'
import { measureCalls } from './bench/calls.ts'
import { deployBounds, teardownBounds } from './bench/critical-path.ts'
import { measureFunctions } from './bench/functions.ts'
import { load } from './bench/load.ts'
import { makespan } from './bench/makespan.ts'
import { table } from './bench/printed-figures.ts'
import { measureServers } from './bench/servers.ts'
import { closeEmbeddedClouds, startEmbeddedCloud, useCloud } from './embedded-cloud.ts'
import { parseFlags } from './flags.ts'
import { unlessInterrupted } from './interruption.ts'
import { makeReady, writeJson } from './json-file.ts'
import { runCommand } from './run-command.ts'
import { synthesizeInto } from './synthesize.ts'

/** As on AWS: the steps' own work, which takes wall time, takes as much of the makespan as it does there. */
const speed = 1
const instances = 3

const usage = `usage: npm run bench -- [flags]
  --json FILE       write the figures as JSON, too`

/** Measures deployment, teardown, functions, servers and the local cloud itself; takes some minutes. */
async function main(words: string[]): Promise<number> {
  if (words.includes('--help')) {
    console.log(usage)
    return 0
  }
  const { json } = parseFlags(words, { json: { type: 'string' } })
  if (json !== undefined) await makeReady(json)
  const figures = await unlessInterrupted(measure(), 'the measurements were not completed')
  console.log(table(figures))
  if (json !== undefined) await writeJson(json, figures)
  return 0
}

export type Figures = Awaited<ReturnType<typeof measure>>

async function measure() {
  const assembly = await mkdtemp(join(tmpdir(), 'bench-'))
  process.once('exit', () => rmSync(assembly, { recursive: true, force: true }))
  const synthesisAt = performance.now()
  await synthesizeInto(assembly)
  const synthSeconds = since(synthesisAt)
  const startedAt = performance.now()
  const cloud = await startEmbeddedCloud(assembly, { speed })
  const cloudReadySeconds = since(startedAt)
  try {
    useCloud(cloud)
    const client = new SFNClient({})
    const functions = await measureFunctions(cloud)
    const deploy = await makespan(cloud, client, 'deploy', deployBounds(latencies))
    const local = await measureLocal(cloud)
    const teardown = await makespan(cloud, client, 'teardown', teardownBounds(latencies, instances))
    client.destroy()
    return {
      deploy,
      teardown,
      synthSeconds,
      cloudReadySeconds,
      functions,
      local,
      server: await measureServers(assembly),
    }
  } finally {
    await cloud.close()
  }
}

/** The API and the balancer of a cloud with a running service. */
async function measureLocal(cloud: Awaited<ReturnType<typeof startEmbeddedCloud>>) {
  const [balancer] = cloud.elasticLoadBalancing.loadBalancers.values()
  const [group] = cloud.elasticLoadBalancing.targetGroups
  const [instance] = cloud.ec2.instances.values()
  const calls = await measureCalls(cloud.endpoint, group?.arn ?? '', '/resilient-service/bench/table')
  const balanced = await load(`http://127.0.0.1:${balancer?.definition.port}/healthcheck`)
  const direct = await load(`http://127.0.0.1:${instance?.endpoint?.port}/healthcheck`)
  return {
    callsPerSecond: calls,
    memoryMB: Math.round(process.memoryUsage().rss / 1e6),
    balancer: {
      balanced,
      direct,
      ratio: Math.round((balanced.requestsPerSecond / direct.requestsPerSecond) * 100) / 100,
    },
  }
}

function since(startedAt: number): number {
  return Math.round((performance.now() - startedAt) / 10) / 100
}

await runCommand(main, usage, closeEmbeddedClouds)
