import { Agent, type RequestListener } from 'node:http'
import {
  CreateListenerCommand,
  DeleteListenerCommand,
  DeleteLoadBalancerCommand,
  DeregisterTargetsCommand,
  DescribeLoadBalancersCommand,
  DescribeTargetHealthCommand,
  type ElasticLoadBalancingV2Client,
  ModifyLoadBalancerAttributesCommand,
  ModifyTargetGroupCommand,
  SetSubnetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { ManualClock, ScaledClock } from '../../../../local/clock.ts'
import type { Cloud } from '../../../../local/cloud.ts'
import type { Instance } from '../../../../local/services/ec2/resources/instance.ts'
import { until } from '../../../until.ts'
import { ask, closeAll, httpTarget } from '../../balancer/network.ts'
import {
  buildService,
  cloudWith,
  healthOf,
  launch,
  register,
  type Service,
  securityGroup,
  subnetIds,
} from './balanced-service.ts'

const clock = new ManualClock()
let cloud: Cloud
let client: ElasticLoadBalancingV2Client
let count = 0

beforeAll(async () => {
  ;({ cloud, client } = await cloudWith(clock))
})
afterEach(async () => {
  const state = cloud.elasticLoadBalancing
  for (const balancer of state.loadBalancers.values()) await state.removeLoadBalancer(balancer)
  await closeAll()
})
afterAll(() => cloud.close())

/** A server whose health check a test decides on. */
async function server(name = 'here') {
  const state = { checks: 0, health: 200, silent: false }
  const answer: RequestListener = (asked, response) => {
    if (asked.url !== '/healthcheck') return void response.end(name)
    state.checks++
    if (!state.silent) response.writeHead(state.health).end()
  }
  const { server } = await httpTarget(answer)
  return Object.assign(state, { port: (server.address() as { port: number }).port })
}

/** A service whose load balancer is active, with instances that are registered. */
async function service(
  ports: readonly (number | undefined)[],
  options: Parameters<typeof buildService>[3] = {},
  attributes = {},
) {
  const built = await buildService(cloud, client, `lb${++count}`, options, attributes)
  await clock.advance(141_000)
  await until(
    () =>
      ask(built.port).then(
        () => true,
        () => false,
      ),
    'the open socket',
  )
  const instances = ports.map((port, zone) => launch(cloud, zone % 3, built.instanceGroup, port))
  if (instances.length > 0) await register(client, built.groupArn, instances)
  return { ...built, instances }
}

const stateOf = async ({ groupArn }: Service, instance: Instance | undefined) =>
  (await healthOf(client, groupArn)).get(instance?.id ?? '')

/** Lets cloud time pass in steps of a health check interval until the target is in a state. */
async function becomes(built: Service, instance: Instance | undefined, state: string, stepMilliseconds = 5000) {
  for (let step = 0; (await stateOf(built, instance))?.[0] !== state; step++) {
    if (step > 30) throw new Error(`${instance?.id} is ${await stateOf(built, instance)}, not ${state}`)
    await clock.advance(stepMilliseconds)
    await moment()
  }
}

/** Gives the answers of checks that are under way a moment; one that comes later is seen after the next step. */
const moment = () => new Promise((resolve) => setTimeout(resolve, 15))

describe('a target', () => {
  test('is not in use before a listener leads to its group, registering while its balancer is provisioned, then checked', async () => {
    const here = await server()
    const built = await buildService(cloud, client, `lb${++count}`)
    await client.send(new DeleteListenerCommand({ ListenerArn: built.listenerArn }))
    const instance = launch(cloud, 0, built.instanceGroup, here.port)
    await register(client, built.groupArn, [instance])
    expect(await stateOf(built, instance)).toEqual([
      'unused',
      'Target.NotInUse',
      'Target group is not configured to receive traffic from the load balancer',
    ])
    const DefaultActions = [{ Type: 'forward' as const, TargetGroupArn: built.groupArn }]
    await client.send(
      new CreateListenerCommand({ LoadBalancerArn: built.balancerArn, Protocol: 'HTTP', Port: 80, DefaultActions }),
    )
    await clock.advance(139_000)
    expect(await stateOf(built, instance)).toEqual([
      'initial',
      'Elb.RegistrationInProgress',
      'Target registration is in progress',
    ])
    expect(here.checks).toBe(0)
    await expect(ask(built.port)).rejects.toThrow('ECONNREFUSED')
    here.silent = true
    await clock.advance(2000)
    await until(() => here.checks === 1, 'the first check')
    expect(await stateOf(built, instance)).toEqual([
      'initial',
      'Elb.InitialHealthChecking',
      'Initial health checks in progress',
    ])
  })

  test('is healthy after one passed check, unhealthy and healthy again only after the thresholds', async () => {
    const here = await server()
    const built = await service([here.port], { HealthyThresholdCount: 3, UnhealthyThresholdCount: 2 })
    const [instance] = built.instances
    await becomes(built, instance, 'healthy', 0)
    expect(here.checks).toBe(1)
    here.health = 503
    await becomes(built, instance, 'unhealthy')
    expect([here.checks, await stateOf(built, instance)]).toEqual([
      3,
      ['unhealthy', 'Target.ResponseCodeMismatch', 'Health checks failed with these codes: [503]'],
    ])
    here.health = 200
    await becomes(built, instance, 'healthy')
    expect(here.checks).toBe(6)
  })

  test('at which nothing listens yet is initial and then failed, and healthy again once something does', async () => {
    const built = await service([undefined])
    const [instance] = built.instances
    await becomes(built, instance, 'unhealthy')
    expect(await stateOf(built, instance)).toEqual(['unhealthy', 'Target.FailedHealthChecks', 'Health checks failed'])
    const here = await server()
    if (instance) instance.machine.endpoint = { host: '127.0.0.1', port: here.port }
    await becomes(built, instance, 'healthy')
    expect(here.checks).toBe(2)
  })

  test('that is silent, or whose security groups keep the balancer out, times out in wall time, however the cloud runs', async () => {
    const [mute, walled] = [await server(), await server()]
    mute.silent = true
    const built = await service([mute.port])
    const closed = securityGroup(cloud, `none${count}`, undefined)
    const instances = [...built.instances, launch(cloud, 1, closed, walled.port)]
    await register(client, built.groupArn, instances)
    const begunAt = Date.now()
    await clock.advance(60_000)
    expect(await stateOf(built, instances[0])).toMatchObject({ 0: 'initial' })
    await until(async () => {
      await clock.advance(5000)
      const states = await Promise.all(instances.map((instance) => stateOf(built, instance)))
      return states.every((state) => state?.join() === 'unhealthy,Target.Timeout,Request timed out')
    }, 'the timeouts')
    expect(Date.now() - begunAt).toBeGreaterThanOrEqual(3900)
    expect(mute.checks).toBeLessThanOrEqual(3)
    expect(walled.checks).toBe(0)
  })

  test('in a zone the balancer has no subnet in is not used, until it has one', async () => {
    const here = await server()
    const built = await service([])
    const instance = launch(cloud, 3, built.instanceGroup, here.port)
    await register(client, built.groupArn, [instance])
    expect(await stateOf(built, instance)).toEqual([
      'unused',
      'Target.NotInUse',
      'Target is in an Availability Zone that is not enabled for the load balancer',
    ])
    await client.send(new SetSubnetsCommand({ LoadBalancerArn: built.balancerArn, Subnets: subnetIds(cloud) }))
    await becomes(built, instance, 'healthy', 1)
  })

  test('whose instance is stopped is out of rotation until it runs again', async () => {
    const here = await server('here')
    const built = await service([here.port])
    const [instance] = built.instances
    await becomes(built, instance, 'healthy', 1)
    if (instance) cloud.ec2.power.off(instance)
    await clock.advance(0)
    expect(await stateOf(built, instance)).toEqual(['unused', 'Target.InvalidState', 'Target is in the stopped state'])
    expect((await ask(built.port)).status).toBe(503)
    await clock.advance(30_000)
    if (instance) cloud.ec2.power.on(instance)
    await becomes(built, instance, 'healthy')
    expect((await ask(built.port)).body).toBe('here')
  })

  test('whose instance is terminated is out of rotation at once and then gone', async () => {
    const [here, other] = [await server('here'), await server('other')]
    const built = await service([here.port, other.port])
    for (const instance of built.instances) await becomes(built, instance, 'healthy', 1)
    cloud.ec2.terminate([built.instances[0]?.id ?? ''])
    await clock.advance(0)
    expect(await stateOf(built, built.instances[0])).toEqual([
      'unused',
      'Target.InvalidState',
      'Target is in the terminated state',
    ])
    for (let turn = 0; turn < 4; turn++) expect((await ask(built.port)).body).toBe('other')
    await clock.advance(36_000)
    expect([...(await healthOf(client, built.groupArn)).keys()]).toEqual([built.instances[1]?.id])
  })

  test('drains for the whole delay, also when idle, then is not registered; registered again it starts anew', async () => {
    const here = await server()
    const built = await service([here.port], {}, { 'deregistration_delay.timeout_seconds': '10' })
    const [instance] = built.instances
    await becomes(built, instance, 'healthy', 1)
    const Targets = [{ Id: instance?.id }]
    await client.send(new DeregisterTargetsCommand({ TargetGroupArn: built.groupArn, Targets }))
    const draining = ['draining', 'Target.DeregistrationInProgress', 'Target deregistration is in progress']
    expect(await stateOf(built, instance)).toEqual(draining)
    expect((await ask(built.port)).status).toBe(503)
    await clock.advance(9999)
    expect(await stateOf(built, instance)).toEqual(draining)
    await clock.advance(1)
    expect(await stateOf(built, instance)).toBeUndefined()
    const asked = await client.send(new DescribeTargetHealthCommand({ TargetGroupArn: built.groupArn, Targets }))
    expect(asked.TargetHealthDescriptions).toEqual([
      {
        Target: { Id: instance?.id, Port: 80 },
        HealthCheckPort: '80',
        TargetHealth: {
          State: 'unused',
          Reason: 'Target.NotRegistered',
          Description: 'Target is not registered to the target group',
        },
      },
    ])
    await register(client, built.groupArn, instance ? [instance] : [])
    expect(await stateOf(built, instance)).toMatchObject({ 0: 'initial' })
    await becomes(built, instance, 'healthy', 1)
  })

  test('ends a request in flight though its delay is over on the cloud clock', async () => {
    let release = () => {}
    const { server: slow } = await httpTarget((asked, answer) => {
      if (asked.url === '/healthcheck') answer.end()
      else release = () => void answer.end('to the end')
    })
    const built = await service(
      [(slow.address() as { port: number }).port],
      {},
      { 'deregistration_delay.timeout_seconds': '10' },
    )
    const [instance] = built.instances
    await becomes(built, instance, 'healthy', 1)
    let asked = false
    const begun = ask(built.port)
    slow.once('request', () => (asked = true))
    await until(() => asked, 'the request')
    cloud.elasticLoadBalancing.deregisterInstances(built.groupArn, [instance?.id ?? ''])
    await clock.advance(11_000)
    expect(cloud.elasticLoadBalancing.healthOf(built.groupArn, instance?.id ?? '')).toEqual({
      state: 'draining',
      reason: 'Target.DeregistrationInProgress',
      description: 'Target deregistration is in progress',
    })
    release()
    expect(await begun).toMatchObject({ status: 200, body: 'to the end' })
    await until(() => cloud.elasticLoadBalancing.healthOf(built.groupArn, instance?.id ?? '') === undefined, 'the end')
  })
})

describe('the group', () => {
  test('sends nothing to targets that are initial, and fails open when only unhealthy ones are left', async () => {
    const servers = [await server('a'), await server('b')]
    const built = await service(servers.map(({ port }) => port))
    for (const instance of built.instances) await becomes(built, instance, 'healthy', 1)
    for (const each of servers) each.health = 503
    for (const instance of built.instances) await becomes(built, instance, 'unhealthy')
    const bodies = [(await ask(built.port)).body, (await ask(built.port)).body]
    expect(bodies.sort()).toEqual(['a', 'b'])
    const initial = await server('c')
    initial.health = 503
    await register(client, built.groupArn, [launch(cloud, 2, built.instanceGroup, initial.port)])
    for (let turn = 0; turn < 6; turn++) expect((await ask(built.port)).body).not.toBe('c')
    const [first] = servers
    if (first) first.health = 200
    await becomes(built, built.instances[0], 'healthy')
    for (let turn = 0; turn < 4; turn++) expect((await ask(built.port)).body).toBe('a')
  })

  test('without a target answers 503, and its only initial target does not change that', async () => {
    const here = await server()
    here.health = 500
    const built = await service([here.port])
    expect((await ask(built.port)).status).toBe(503)
    expect((await ask((await service([])).port)).status).toBe(503)
  })

  test('takes a change of its health check into account from the next check on', async () => {
    const here = await server()
    here.health = 404
    const built = await service([here.port])
    await becomes(built, built.instances[0], 'unhealthy')
    await client.send(
      new ModifyTargetGroupCommand({ TargetGroupArn: built.groupArn, Matcher: { HttpCode: '200,404' } }),
    )
    await becomes(built, built.instances[0], 'healthy')
  })

  test('is not checked any more once its balancer is gone, and the socket is closed', async () => {
    const here = await server()
    const built = await service([here.port])
    await becomes(built, built.instances[0], 'healthy', 1)
    await client.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: built.balancerArn }))
    await expect(ask(built.port)).rejects.toThrow('ECONNREFUSED')
    const { checks } = here
    await clock.advance(60_000)
    // A check would have been sent before this, over the same loopback.
    await ask(here.port)
    expect(here.checks).toBe(checks)
    expect(await stateOf(built, built.instances[0])).toMatchObject({ 0: 'unused', 1: 'Target.NotInUse' })
    expect(cloud.elasticLoadBalancing.usesSecurityGroup(built.balancerGroup)).toBe(false)
  })
})

describe('the balancer', () => {
  test('is active, and its socket open, exactly when it is provisioned', async () => {
    const built = await buildService(cloud, client, `lb${++count}`)
    const state = async () => {
      const { LoadBalancers } = await client.send(
        new DescribeLoadBalancersCommand({ LoadBalancerArns: [built.balancerArn] }),
      )
      return LoadBalancers?.[0]?.State?.Code
    }
    await clock.advance(139_999)
    expect(await state()).toBe('provisioning')
    await clock.advance(1)
    expect(await state()).toBe('active')
    expect((await ask(built.port)).status).toBe(503)
  })

  test('without a listener refuses connections', async () => {
    const built = await service([])
    await client.send(new DeleteListenerCommand({ ListenerArn: built.listenerArn }))
    await expect(ask(built.port)).rejects.toThrow('ECONNREFUSED')
  })

  test('drops clients when its own security group lets nobody in', async () => {
    const built = await service([])
    const group = cloud.ec2.securityGroups.get(built.balancerGroup)
    if (group) group.rules = []
    await expect(ask(built.port)).rejects.toThrow(/hang up|ECONNRESET/)
  })

  test('gives up on a silent target after its idle timeout, in wall time', async () => {
    const { server: mute } = await httpTarget((asked, answer) => {
      if (asked.url === '/healthcheck') answer.end()
    })
    const built = await service([(mute.address() as { port: number }).port])
    await becomes(built, built.instances[0], 'healthy', 1)
    const Attributes = [{ Key: 'idle_timeout.timeout_seconds', Value: '1' }]
    await client.send(new ModifyLoadBalancerAttributesCommand({ LoadBalancerArn: built.balancerArn, Attributes }))
    const begunAt = Date.now()
    const asked = ask(built.port)
    await clock.advance(61_000)
    expect((await asked).status).toBe(504)
    expect(Date.now() - begunAt).toBeGreaterThanOrEqual(990)
  })

  test('loses none of 200 requests a second while targets come and go on a fast clock', async () => {
    const fast = await cloudWith(new ScaledClock(60), { loadBalancerProvisioning: 1 })
    try {
      const built = await buildService(
        fast.cloud,
        fast.client,
        'busy',
        {},
        { 'deregistration_delay.timeout_seconds': '10' },
      )
      const state = fast.cloud.elasticLoadBalancing
      const healthy = (instance: Instance) => () => state.healthOf(built.groupArn, instance.id)?.state === 'healthy'
      const come = async (zone: number) => {
        const { server } = await httpTarget((asked, answer) =>
          setTimeout(() => answer.end(asked.url === '/healthcheck' ? '' : 'ok'), asked.url === '/healthcheck' ? 0 : 20),
        )
        const instance = launch(fast.cloud, zone, built.instanceGroup, (server.address() as { port: number }).port)
        await until(() => instance.stateName === 'running', 'the instance')
        state.registerInstances(built.groupArn, [instance.id])
        return { instance, server }
      }
      const first = await come(0)
      await until(healthy(first.instance), 'the first target')
      const load = openLoop(built.port, 5)
      let serving = first
      for (let zone = 1; !load.isOver(); zone++) {
        const next = await come(zone % 3)
        await until(healthy(next.instance), 'the next target')
        state.deregisterInstances(built.groupArn, [serving.instance.id])
        await until(() => state.healthOf(built.groupArn, serving.instance.id) === undefined, 'the drained target')
        serving.server.close()
        serving.server.closeAllConnections()
        serving = next
      }
      const { sent, failed } = await load.end()
      expect({ failed, enough: sent >= 600 }).toEqual({ failed: [], enough: true })
    } finally {
      await fast.cloud.close()
    }
  })
})

/** Sends a request every so many milliseconds, whether or not earlier ones have been answered. */
function openLoop(port: number, intervalMilliseconds: number, seconds = 3) {
  const agent = new Agent({ keepAlive: true })
  const failed: string[] = []
  const answers: Promise<void>[] = []
  const begunAt = Date.now()
  const send = () => {
    const asked = answers.length % 2 ? ask(port, { agent }) : ask(port)
    const judged = asked.then(
      ({ status }) => void (status === 200 || failed.push(`${status}`)),
      (error) => void failed.push(String(error)),
    )
    answers.push(judged)
  }
  const sendDue = () => {
    while (answers.length * intervalMilliseconds < Date.now() - begunAt) send()
  }
  const timer = setInterval(sendDue, intervalMilliseconds)
  return {
    isOver: () => Date.now() > begunAt + seconds * 1000,
    end: async () => {
      clearInterval(timer)
      sendDue()
      await Promise.all(answers)
      agent.destroy()
      return { sent: answers.length, failed }
    },
  }
}
