import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { SFNClient } from '@aws-sdk/client-sfn'
import type { Cloud } from '../../local/cloud.ts'
import { startEmbeddedCloud, useCloud } from '../embedded-cloud.ts'
import { succeed } from '../execution.ts'
import { type Load, load } from './load.ts'

export interface ServerFigures {
  ours: Load
  readsPerRequest: Load
}

/** What one read of Parameter Store takes here, in wall time. */
const ssmMilliseconds = 5

/**
 * Our server and a re-enactment of the demo's (AWS's code examples, Resilient service), which reads its settings on
 * each request, on instances of one local cloud: the same table, role, metadata service and latency of Parameter Store.
 */
export async function measureServers(assembly: string): Promise<ServerFigures> {
  const cloud = await startEmbeddedCloud(assembly, { speed: 20, delayMilliseconds: { ssm: ssmMilliseconds } })
  try {
    useCloud(cloud)
    const client = new SFNClient({})
    await succeed(client, 'deploy', { service: 'servers' })
    client.destroy()
    const ours = [...cloud.ec2.instances.values()].at(-1)
    const theirs = await launchDemo(cloud)
    return { ours: await load(urlOf(ours?.endpoint)), readsPerRequest: await load(urlOf(theirs)) }
  } finally {
    await cloud.close()
  }
}

function urlOf(endpoint: { port: number } | undefined): string {
  if (!endpoint) throw new Error('the instance does not listen')
  return `http://127.0.0.1:${endpoint.port}/`
}

async function launchDemo(cloud: Cloud): Promise<{ port: number } | undefined> {
  const program = await readFile(new URL('reads-per-request.py', import.meta.url), 'utf8')
  const [instance] = cloud.ec2.launch({
    ImageId: [...cloud.ec2.images.keys()][0],
    InstanceType: 't3.micro',
    MinCount: 1,
    MaxCount: 1,
    IamInstanceProfile: { Name: `resilient-servers.${cloud.region}` },
    UserData: Buffer.from(cloudConfig(program)).toString('base64'),
  })
  const deadline = performance.now() + 30_000
  while (performance.now() < deadline) {
    if (instance?.endpoint && (await answers(urlOf(instance.endpoint)))) return instance.endpoint
    await sleep(50)
  }
  throw new Error('the re-enactment did not start')
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  )
}

function cloudConfig(program: string): string {
  const unit = [
    '[Service]',
    'Environment=SERVICE=servers',
    'ExecStart=/opt/demo/venv/bin/python /opt/demo/server.py',
    '[Install]',
    'WantedBy=multi-user.target',
  ]
  const files = [
    { path: '/opt/demo/server.py', content: program },
    { path: '/etc/systemd/system/demo.service', content: `${unit.join('\n')}\n` },
  ]
  return `#cloud-config\n${JSON.stringify({ write_files: files })}\n`
}
