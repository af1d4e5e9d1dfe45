import { describe, expect, test } from '@jest/globals'
import { deployInput } from '../../lambdas/input.ts'
import { latencies } from '../../local/latencies.ts'
import { executionArn, failure, runScript, type Script } from './scripted-execution.ts'

const network = { existed: false, vpcId: 'vpc-1', subnetIds: ['subnet-1', 'subnet-2'], zones: ['a', 'b'] }

const restored = { restored: true, givenUp: false, differences: [], since: 1, pauseSeconds: 3 }

/** Steps that answer as they do where all goes well, resources getting ready as slowly as on AWS. */
const well: Script = {
  CheckInput: (_, { input }) => ({ ...(deployInput.parse(input) as { service: string }), startedBy: null }),
  RestoreService: () => restored,
  FindNetwork: () => network,
  CreateSecurityGroups: () => ({ balancerSecurityGroupId: 'sg-1', instanceSecurityGroupId: 'sg-2' }),
  CreateLoadBalancer: () => ({ loadBalancerArn: 'lb', dnsName: 'lb.example' }),
  CreateTargetGroup: () => ({ targetGroupArn: 'tg' }),
  CheckLoadBalancer: (seconds) => ({ ready: seconds >= 5 + latencies.loadBalancerProvisioning }),
  CheckTable: (seconds) => ({ ready: seconds >= 10 + latencies.tableCreating }),
  CreateInstancePolicy: () => ({ policyArn: 'policy' }),
  CreateInstanceRole: () => ({ role: 'role' }),
  CreateInstanceProfile: () => ({ profile: 'profile' }),
  CreateLaunchTemplate: () => ({ launchTemplateId: 'lt-1' }),
  CheckTargets: () => ({ ready: true, zones: ['a', 'b'], targets: [{ id: 'i-1' }], problem: '' }),
  CheckEndpoint: () => ({ ready: true, zones: ['a', 'b'], problem: '', answer: { Title: { S: 'A Book' } } }),
}

const deploy = (script: Script = {}, input = {}, stepSeconds = 0) =>
  runScript('deploy.asl.json', { ...well, ...script }, input, stepSeconds)

const fails = (error: string) => () => {
  throw failure(error, `${error} happened`)
}

describe('a deploy', () => {
  test('ends with the endpoint and gives the lock back', async () => {
    const { ending, names } = await deploy()
    expect(ending).toMatchObject({ status: 'SUCCEEDED', output: { service: 'demo', endpoint: 'http://lb.example' } })
    expect(names.at(-1)).toBe('ReleaseLock')
    expect(names).not.toContain('TeardownMachine')
  })

  test('takes little longer than the load balancer and its first health check', async () => {
    const firstHealthCheck = 5
    const ready = { CheckTargets: (seconds: number) => ({ ...healthy, ready: seconds > 145 + firstHealthCheck }) }
    const { seconds } = await deploy(ready, {}, 1)
    expect(seconds).toBeLessThanOrEqual(1.15 * (latencies.loadBalancerProvisioning + firstHealthCheck))
  })

  test('starts the load balancer before anything that takes its time', async () => {
    const { names } = await deploy()
    const slow = ['CreateTable', 'CreateInstanceProfile', 'CreateAutoScalingGroup']
    for (const name of slow) expect(names.indexOf('CreateLoadBalancer')).toBeLessThan(names.indexOf(name))
  })

  test('passes on what earlier steps and the input say', async () => {
    const { calls } = await deploy({}, { service: 'shop', capacity: 5, allowedCidr: '203.0.113.0/24' })
    const payloads = Object.fromEntries(calls.map(({ name, payload }) => [name, payload]))
    expect(payloads).toMatchObject({
      CreateSecurityGroups: { service: 'shop', vpcId: 'vpc-1', allowedCidr: '203.0.113.0/24', execution: executionArn },
      CreateLaunchTemplate: { instanceType: 't3.micro', securityGroupId: 'sg-2', profile: 'profile' },
      CreateAutoScalingGroup: { capacity: 5, subnetIds: network.subnetIds, launchTemplateId: 'lt-1' },
      CheckEndpoint: { endpoint: 'http://lb.example', zones: ['a', 'b'], state: 'CheckEndpoint' },
    })
  })

  test('gives the targets twenty minutes from the moment the load balancer is active, however long that took', async () => {
    const minutes = (count: number) => count * 60
    const CheckLoadBalancer = (seconds: number) => ({ ready: seconds >= minutes(30) })
    const CheckTargets = (seconds: number) => ({ ...healthy, ready: seconds >= minutes(49) })
    expect((await deploy({ CheckLoadBalancer, CheckTargets })).ending.status).toBe('SUCCEEDED')
  })

  test('notes the instances that keep the settings of an earlier one', async () => {
    const noteWith = async (outdated: string[]) =>
      (await deploy({ CheckTargets: () => ({ ...healthy, outdated }) })).ending
    const noted = (note: unknown) => ({ status: 'SUCCEEDED', output: expect.objectContaining({ note }) })
    expect(await noteWith([])).toEqual(noted(''))
    expect(await noteWith(['i-1'])).toEqual(noted(expect.stringMatching(/unchanged until they are replaced: i-1\.$/)))
    expect(await noteWith(['i-1', 'i-2'])).toEqual(noted(expect.stringMatching(/: i-1, i-2\.$/)))
  })

  test('first waits until what a lost scenario has left is restored', async () => {
    let looks = 0
    const RestoreService = () => ({ ...restored, restored: ++looks === 3, since: 7 })
    const { ending, calls } = await deploy({ RestoreService })
    expect(ending.status).toBe('SUCCEEDED')
    const begin = calls.slice(2, 6).map(({ name, payload }) => [name, (payload as { since?: number | null }).since])
    expect(begin).toEqual([
      ['RestoreService', null],
      ['RestoreService', 7],
      ['RestoreService', 7],
      ['FindNetwork', undefined],
    ])
  })

  test('sets right itself what could not be restored in time', async () => {
    const { ending } = await deploy({ RestoreService: () => ({ ...restored, restored: false, givenUp: true }) })
    expect(ending.status).toBe('SUCCEEDED')
  })

  test.each(['CreateAutoScalingGroup', 'AttachTargetGroup'])(
    'waits in %s for a service-linked role that AWS has only just created',
    async (name) => {
      const step = (seconds: number) => (seconds < 60 ? fails('NotPropagated')() : {})
      expect((await deploy({ [name]: step })).ending.status).toBe('SUCCEEDED')
    },
  )

  test('repeats a step that AWS throttles, and goes on when it succeeds', async () => {
    let attempts = 0
    const CreateTable = () => (++attempts < 4 ? fails('Throttled')() : {})
    expect((await deploy({ CreateTable })).ending.status).toBe('SUCCEEDED')
    expect(attempts).toBe(4)
  })

  test('waits for a new profile to be seen much longer than AWS takes', async () => {
    const CreateAutoScalingGroup = (seconds: number) => (seconds < 60 ? fails('NotPropagated')() : {})
    expect((await deploy({ CreateAutoScalingGroup })).ending.status).toBe('SUCCEEDED')
  })
})

const healthy = { ready: true, zones: ['a', 'b'], targets: [{ id: 'i-1' }], problem: '', answer: null }
const makesNothing = ['CheckInput', 'AcquireLock', 'RestoreService', 'FindNetwork']
const steps = [
  ...['CreateSecurityGroups', 'CreateLoadBalancer', 'CreateTargetGroup', 'CreateListener', 'CheckLoadBalancer'],
  ...['CreateTable', 'CheckTable', 'PopulateTable', 'PutParameters', 'CreateInstancePolicy', 'CreateInstanceRole'],
  ...['CreateInstanceProfile', 'CreateLaunchTemplate', 'CreateAutoScalingGroup', 'AttachTargetGroup'],
  ...['CheckTargets', 'CheckEndpoint'],
]

describe('a deploy that fails', () => {
  test.each(makesNothing)('in %s tears nothing down, and says that nothing was created', async (name) => {
    const { ending, names } = await deploy({ [name]: fails('Denied') })
    const cause = expect.stringMatching(/Denied happened.* Nothing was created\.$/)
    expect(ending).toMatchObject({ status: 'FAILED', error: 'Denied', cause })
    expect(names).not.toContain('TeardownMachine')
  })

  test('to get the lock leaves the lock to its owner', async () => {
    const { names } = await deploy({ AcquireLock: fails('Busy') })
    expect(names).toEqual(['CheckInput', 'AcquireLock'])
  })

  test.each(steps)('in %s tears down and fails with the error and cause of that step', async (name) => {
    const { ending, names, calls } = await deploy({ [name]: fails('NotOurs') })
    expect(ending).toMatchObject({
      status: 'FAILED',
      error: 'NotOurs',
      cause: failure('NotOurs', 'NotOurs happened').cause,
    })
    expect(names.slice(-2)).toEqual(['TeardownMachine', 'ReleaseLock'])
    expect(calls.at(-2)?.payload).toEqual({ service: 'demo', AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: executionArn })
  })

  test.each(steps)('in %s keeps what is there if the input says so, and gives the lock back', async (name) => {
    const { ending, names } = await deploy({ [name]: fails('Denied') }, { onFailure: 'keep' })
    expect(ending).toMatchObject({ status: 'FAILED', error: 'Denied' })
    expect(names.at(-1)).toBe('ReleaseLock')
    expect(names).not.toContain('TeardownMachine')
  })

  test.each(steps)('in %s leaves a service that existed before it, says so, and gives the lock back', async (name) => {
    const existing = { FindNetwork: () => ({ ...network, existed: true }) }
    const { ending, names } = await deploy({ ...existing, [name]: fails('Throttled') })
    expect(ending).toMatchObject({
      status: 'FAILED',
      error: 'Throttled',
      cause: expect.stringContaining('existed before this execution and was not torn down'),
    })
    expect(names.at(-1)).toBe('ReleaseLock')
    expect(names).not.toContain('TeardownMachine')
  })

  test('tears down also a service that existed before it if the input says so', async () => {
    const existing = { FindNetwork: () => ({ ...network, existed: true }) }
    const { names } = await deploy({ ...existing, CreateTable: fails('Denied') }, { onFailure: 'teardown' })
    expect(names.slice(-2)).toEqual(['TeardownMachine', 'ReleaseLock'])
  })

  test('names the teardown after itself, so that a start that is tried again is the same', async () => {
    const { calls } = await deploy({ CreateTable: fails('Denied') })
    expect(calls.at(-2)).toMatchObject({ name: 'TeardownMachine', child: 'run-a53108f7-teardown-0' })
  })

  test('keeps its own error when the teardown fails as well, says so, and gives the lock back', async () => {
    const { ending, names } = await deploy({ CreateTable: fails('NotOurs'), TeardownMachine: fails('Leftovers') })
    expect(ending).toMatchObject({ status: 'FAILED', error: 'NotOurs' })
    expect(ending).toMatchObject({
      cause: expect.stringMatching(/NotOurs happened.*teardown after it failed too \(Leftovers\)/),
    })
    expect(names.at(-1)).toBe('ReleaseLock')
  })

  test('keeps its own error even when the lock cannot be given back', async () => {
    const { ending } = await deploy({ FindNetwork: fails('NoNetwork'), ReleaseLock: fails('Denied') })
    expect(ending).toMatchObject({ status: 'FAILED', error: 'NoNetwork' })
  })
})

describe('a deploy of something that never gets ready', () => {
  const never = () => ({ ready: false, zones: [], targets: [], problem: 'status 502' })

  test.each([
    ['CheckLoadBalancer', 'NotReady', 'load balancer'],
    ['CheckTable', 'NotReady', 'table'],
    ['CheckTargets', 'NotHealthy', '502'],
    ['CheckEndpoint', 'NotHealthy', 'http://lb.example'],
  ])('fails in %s with %s, far below the limit of history events', async (name, error, words) => {
    const { ending, historyEvents } = await deploy({ [name]: never })
    expect(ending).toMatchObject({ status: 'FAILED', error, cause: expect.stringContaining(words) })
    expect(historyEvents).toBeLessThan(8_000)
  })

  test.each([
    [[], 'there is no instance.'],
    [[{ id: 'i-1', zone: 'a', state: 'launching', reason: '' }], 'i-1 in a is launching.'],
    [
      [
        { id: 'i-1', zone: 'a', state: 'unhealthy', reason: 'Target.Timeout: timed out' },
        { id: 'i-2', zone: 'b', state: 'healthy', reason: '' },
      ],
      'i-1 in a is unhealthy (Target.Timeout: timed out); i-2 in b is healthy.',
    ],
  ])('says of too few targets how each of them is: %j', async (targets, words) => {
    const { ending } = await deploy({ CheckTargets: () => ({ ...never(), targets }) })
    const cause = `Too few targets were healthy after 20 minutes: ${words} The last launch failed: status 502`
    expect(ending).toMatchObject({ error: 'NotHealthy', cause: expect.stringContaining(cause) })
  })
})
