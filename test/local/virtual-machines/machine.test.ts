import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { RunInstancesRequest } from '@aws-sdk/client-ec2'
import { SSM } from '@aws-sdk/client-ssm'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { ManualClock } from '../../../local/clock.ts'
import type { Cloud } from '../../../local/cloud.ts'
import type { Instance } from '../../../local/services/ec2/resources/instance.ts'
import { startCloud } from '../../../local/start.ts'
import { releasePort, takePort } from '../../../local/virtual-machines/loopback-port.ts'
import { until } from '../../until.ts'
import { environmentServer, listens, python, serverUserData } from './guest.ts'

const clock = new ManualClock()
const notes: string[] = []
const bootMilliseconds = 41_000
let cloud: Cloud

beforeAll(async () => {
  Object.assign(process.env, { AWS_PROFILE: 'private', AWS_SECRET_ACCESS_KEY: 'private', SECRET_OF_MINE: 'private' })
  cloud = await startCloud({ clock, python, note: (line) => notes.push(line) })
})
afterAll(() => cloud.close())

function launch(UserData?: string, more: Partial<RunInstancesRequest> = {}): Instance {
  const ImageId = cloud.ec2.publicImages['al2023-ami-kernel-default-x86_64'] ?? ''
  const [instance] = cloud.ec2.launch({ ImageId, InstanceType: 't3.micro', ...(UserData ? { UserData } : {}), ...more })
  if (!instance) throw new Error('nothing launched')
  return instance
}

async function booted(UserData?: string, more: Partial<RunInstancesRequest> = {}): Promise<Instance> {
  const instance = launch(UserData, more)
  await clock.advance(bootMilliseconds)
  return instance
}

/** An instance that takes commands of Systems Manager. */
async function managed(UserData: string): Promise<Instance> {
  const InstanceProfileName = 'managed'
  const administer = (operation: string, input: object) =>
    cloud.invoke({ arn: 'arn:aws:iam::123456789012:user/local', userId: 'local' }, 'iam', operation, input)
  const trust = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: trust })
  const PolicyArn = 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore'
  await administer('CreateRole', { RoleName: 'managed', AssumeRolePolicyDocument })
  await administer('AttachRolePolicy', { RoleName: 'managed', PolicyArn })
  await administer('CreateInstanceProfile', { InstanceProfileName })
  await administer('AddRoleToInstanceProfile', { InstanceProfileName, RoleName: 'managed' })
  await clock.advance(cloud.latencies.iamPropagation * 1000)
  return booted(UserData, { IamInstanceProfile: { Name: InstanceProfileName } })
}

/** Runs a line on an instance by Systems Manager's Run Command. */
async function command({ id: InstanceId }: Instance, line: string) {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  const ssm = new SSM({ endpoint: cloud.endpoint, region: cloud.region, credentials, maxAttempts: 1 })
  const Parameters = { commands: [line] }
  const { Command } = await ssm.sendCommand({
    DocumentName: 'AWS-RunShellScript',
    InstanceIds: [InstanceId],
    Parameters,
  })
  const invocation = () => ssm.getCommandInvocation({ CommandId: Command?.CommandId, InstanceId })
  return {
    status: async () => (await invocation()).Status,
    output: async () => {
      const { StandardOutputContent, StandardErrorContent } = await invocation()
      return StandardOutputContent || StandardErrorContent || undefined
    },
  }
}

/** What the environment server of an instance says of itself. */
function ask({ endpoint }: Instance, path = '/'): Promise<Record<string, string> | undefined> {
  if (!endpoint) return Promise.resolve(undefined)
  const answer = fetch(`http://127.0.0.1:${endpoint.port}${path}`)
  return answer.then((response) => response.json() as Promise<Record<string, string>>).catch(() => undefined)
}

describe('a machine', () => {
  test('serves what its user data installs, only once it has booted', async () => {
    const instance = launch(serverUserData())
    await clock.advance(bootMilliseconds - 1)
    expect(instance.stateName).toBe('running')
    expect(instance.endpoint).toBeUndefined()
    await clock.advance(1)
    const seen = await until(() => ask(instance))
    expect(seen).toMatchObject({
      folder: join(cloud.folder, 'instances', instance.id, 'opt/app'),
      PORT: String(instance.endpoint?.port),
      COLOUR: 'blue',
      DATA: join(cloud.folder, 'instances', instance.id, 'opt/app/data.json'),
      AWS_ENDPOINT_URL: cloud.endpoint,
      AWS_REGION: 'us-west-2',
      HOME: join(cloud.folder, 'instances', instance.id),
    })
    expect(instance.machine.console.text).toContain('serving')
    expect(instance.machine.console.text).toContain('module runcmd is not run on this machine')
  })

  test('knows nothing of the environment of the user', async () => {
    const instance = await booted(serverUserData())
    const seen = await until(() => ask(instance))
    expect(
      Object.keys(seen)
        .filter((name) => name.startsWith('AWS_'))
        .sort(),
    ).toEqual(['AWS_EC2_METADATA_SERVICE_ENDPOINT', 'AWS_ENDPOINT_URL', 'AWS_REGION'])
    expect(Object.values(seen)).not.toContain('private')
  })

  test('restarts a service that ends, on the same port', async () => {
    const instance = await booted(serverUserData())
    const before = await until(() => ask(instance))
    await ask(instance, '/end')
    const after = await until(async () => {
      const seen = await ask(instance)
      return seen?.pid === before.pid ? undefined : seen
    })
    expect(after.PORT).toBe(before.PORT)
    expect(instance.machine.console.text).toContain('app.service: Main process exited, code=exited, status=3')
  })

  test('tells of a service that crashes again and again, and gives up as systemd does', async () => {
    const unit = 'Restart=always\nRestartSec=10ms'
    const instance = await booted(serverUserData('raise SystemExit("no table name")', unit))
    await until(() => instance.machine.units.get('app.service')?.state === 'failed')
    expect(notes).toContain(`${instance.id}: app.service has ended 3 times (code=exited, status=1): no table name`)
    expect(notes).toContain(`${instance.id}: app.service failed: Start request repeated too quickly.`)
  })

  test('leaves a service down that ended cleanly and is to be restarted on failure only', async () => {
    const instance = await booted(serverUserData('print("done")', 'Restart=on-failure'))
    await until(() => instance.machine.console.text.includes('status=0'))
    expect(instance.machine.units.get('app.service')?.state).toBe('inactive')
  })

  test.each([
    ['has none', undefined, ''],
    ['is a script', Buffer.from('#!/bin/sh\ntouch /tmp/never').toString('base64'), 'not run: #!/bin/sh'],
    ['is broken', Buffer.from('#cloud-config\nwrite_files: {').toString('base64'), 'user data failed'],
  ])('whose user data %s runs, and nothing listens', async (_, userData, line) => {
    const instance = await booted(userData)
    await until(() => instance.machine.console.text.includes(line))
    expect(instance.stateName).toBe('running')
    expect(instance.machine.units.size).toBe(0)
    expect(instance.endpoint && (await listens(instance.endpoint.port))).toBeFalsy()
  })

  test('obeys systemctl', async () => {
    const instance = await booted(serverUserData())
    const before = await until(() => ask(instance))
    expect(await instance.machine.systemctl('restart', 'app')).toEqual({ status: 0, output: '' })
    expect((await until(() => ask(instance))).pid).not.toBe(before.pid)
    await instance.machine.systemctl('stop', 'app.service')
    expect(await instance.machine.systemctl('is-active', 'app')).toEqual({ status: 3, output: 'inactive' })
    expect(await instance.machine.systemctl('restart', 'nginx')).toMatchObject({
      status: 5,
      output: 'Failed to restart nginx.service: Unit nginx.service not found.',
    })
  })

  /** A server that goes on after SIGTERM until it is asked to end, as one with long requests to finish. */
  const lingering = environmentServer.replace('print(', 'import signal; signal.signal(15, lambda *_: None)\nprint(')

  test('starts a unit that another command is stopping only when its process has ended', async () => {
    const instance = await managed(serverUserData(lingering, 'Restart=no'))
    const before = await until(() => ask(instance))
    const stop = await command(instance, 'systemctl stop app')
    const start = await command(instance, 'systemctl start app')
    const look = await command(instance, 'systemctl is-active app')
    expect(await until(() => look.output())).toBe('deactivating\n')
    expect([await stop.status(), await start.status()]).toEqual(['InProgress', 'InProgress'])
    expect((await ask(instance))?.pid).toBe(before.pid)
    await ask(instance, '/end')
    await until(async () => (await start.status()) === 'Success')
    expect(await stop.status()).toBe('Success')
    expect((await until(() => ask(instance))).pid).not.toBe(before.pid)
  })

  test('cancels a start that a later stop has overtaken', async () => {
    const instance = await booted(serverUserData(lingering, 'Restart=no'))
    const { machine } = instance
    await until(() => ask(instance))
    const orders = ['restart', 'stop'].map((verb) => machine.systemctl(verb, 'app'))
    await ask(instance, '/end')
    expect(await Promise.all(orders)).toEqual([
      { status: 1, output: 'Job for app.service canceled.' },
      { status: 0, output: '' },
    ])
    expect(await machine.systemctl('is-active', 'app')).toEqual({ status: 3, output: 'inactive' })
  })

  test('comes back from a reboot with its files and enabled units', async () => {
    const instance = await booted(serverUserData())
    const before = await until(() => ask(instance))
    instance.machine.reboot(25_000)
    await until(async () => (await ask(instance)) === undefined)
    await clock.advance(25_000)
    expect((await until(() => ask(instance))).pid).not.toBe(before.pid)
  })

  test('is off while its instance is stopped, and comes back with its files and enabled units', async () => {
    const instance = await booted(serverUserData())
    const before = await until(() => ask(instance))
    cloud.ec2.power.off(instance)
    expect(instance.endpoint).toBeUndefined()
    await until(async () => !(await listens(Number(before.PORT))))
    await clock.advance(30_000)
    expect(existsSync(before.HOME ?? '')).toBe(true)
    cloud.ec2.power.on(instance)
    await clock.advance(bootMilliseconds)
    const after = await until(() => ask(instance))
    expect([after.PORT, after.pid === before.pid]).toEqual([before.PORT, false])
  })

  test('that was stopped before it had booted works through its user data when it is started', async () => {
    const instance = launch(serverUserData())
    await clock.advance(20_000)
    cloud.ec2.power.off(instance)
    await clock.advance(30_000)
    expect(instance.machine.units.size).toBe(0)
    cloud.ec2.power.on(instance)
    await clock.advance(bootMilliseconds)
    await until(() => ask(instance))
  })

  test('is gone with its instance: processes, ports and files', async () => {
    const instance = await booted(serverUserData())
    const { HOME = '', PORT } = await until(() => ask(instance))
    cloud.ec2.terminate([instance.id])
    expect(instance.endpoint).toBeUndefined()
    await until(async () => !(await listens(Number(PORT))))
    await until(() => !existsSync(HOME))
  })

  test('that ignores SIGTERM is killed all the same', async () => {
    const stubborn = environmentServer.replace('print(', 'import signal; signal.signal(15, signal.SIG_IGN)\nprint(')
    const instance = await booted(serverUserData(stubborn, 'TimeoutStopSec=200ms'))
    const { PORT } = await until(() => ask(instance))
    cloud.ec2.terminate([instance.id])
    await until(async () => !(await listens(Number(PORT))))
  })
})

test('processes die with their parent, however it dies', async () => {
  const ports = [await takePort(), await takePort()]
  const script = join(import.meta.dirname, 'doomed-parent.ts')
  const parent = spawn(process.execPath, [script, python, ...ports.map(String)], { stdio: 'inherit' })
  const listening = async () => (await Promise.all(ports.map(listens))).filter(Boolean).length
  await until(async () => (await listening()) === 2)
  parent.kill('SIGKILL')
  await until(async () => (await listening()) === 0)
  ports.forEach(releasePort)
})
