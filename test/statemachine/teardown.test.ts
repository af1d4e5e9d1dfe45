import { describe, expect, test } from '@jest/globals'
import { latencies } from '../../local/latencies.ts'
import { failure, runScript, type Script } from './scripted-execution.ts'

/** Steps that answer as they do where all goes well, resources going as slowly as on AWS. */
const well: Script = {
  CheckInput: () => ({ service: 'demo', startedBy: 'arn:aws:states:us-west-2:123456789012:execution:Deploy:run' }),
  DeleteInstances: (seconds) => ({ gone: seconds >= 3 + latencies.instanceShuttingDown }),
  DeleteTable: (seconds) => ({ gone: seconds >= 3 + latencies.tableDeleting }),
  AuditLeftovers: () => ({ audited: ['table'] }),
}

const teardown = (script: Script = {}, stepSeconds = 0) =>
  runScript('teardown.asl.json', { ...well, ...script }, {}, stepSeconds)

const fails = (error: string) => () => {
  throw failure(error, `${error} happened`)
}

const steps = [
  ...['DeleteAutoScalingGroup', 'DeleteInstances', 'DeleteLaunchTemplate', 'DeleteInstanceProfile'],
  ...['DeleteInstanceRole', 'DeleteInstancePolicy', 'DeleteListener', 'DeleteLoadBalancer', 'DeleteTable'],
  ...['DeleteParameters', 'DeleteTargetGroup', 'DeleteSecurityGroups', 'AuditLeftovers'],
]

describe('a teardown', () => {
  test('runs every step, then audits, then gives the lock back', async () => {
    const { ending, names } = await teardown()
    expect(ending).toEqual({ status: 'SUCCEEDED', output: { service: 'demo', audited: ['table'], leftovers: [] } })
    expect(steps.filter((name) => !names.includes(name))).toEqual([])
    expect(names.slice(-2)).toEqual(['AuditLeftovers', 'ReleaseLock'])
  })

  test('takes the lock over from the execution that started it', async () => {
    const { calls } = await teardown()
    const acquired = calls.find(({ name }) => name === 'AcquireLock')
    expect(acquired?.payload).toMatchObject({ startedBy: expect.stringContaining('execution:Deploy:run') })
  })

  test('deletes in an order that AWS accepts', async () => {
    const { names } = await teardown()
    const follows = (later: string, sooner: string) =>
      expect([sooner, later, names.lastIndexOf(sooner) < names.indexOf(later)]).toEqual([sooner, later, true])
    follows('DeleteLaunchTemplate', 'DeleteAutoScalingGroup')
    follows('DeleteInstanceRole', 'DeleteInstanceProfile')
    follows('DeleteInstancePolicy', 'DeleteInstanceRole')
    follows('DeleteLoadBalancer', 'DeleteListener')
    follows('DeleteTargetGroup', 'DeleteListener')
    follows('DeleteTargetGroup', 'DeleteInstances')
    follows('DeleteSecurityGroups', 'DeleteInstances')
    follows('DeleteSecurityGroups', 'DeleteLoadBalancer')
  })

  test('takes little longer than its slowest part, the shutting down of instances', async () => {
    const { seconds } = await teardown({}, 0.3)
    expect(seconds).toBeLessThanOrEqual(1.15 * latencies.instanceShuttingDown)
  })

  test.each(['DeleteSecurityGroups', 'DeleteTargetGroup'])(
    'waits in %s for ten minutes in one sweep, for half an hour in all',
    async (name) => {
      const inUseFor = (minutes: number) => ({
        [name]: (seconds: number) => (seconds < minutes * 60 ? fails('InUse')() : {}),
      })
      const short = await teardown(inUseFor(9))
      const sweeps = short.names.filter((each) => each === 'DeleteAutoScalingGroup')
      expect([short.ending.status, sweeps.length]).toEqual(['SUCCEEDED', 1])
      expect((await teardown(inUseFor(28))).ending.status).toBe('SUCCEEDED')
    },
  )

  test('sweeps again when something that appeared late keeps another thing in use', async () => {
    let sweeps = 0
    const DeleteInstanceProfile = () => ({ deleted: [`profile of sweep ${++sweeps}`] })
    const DeleteInstanceRole = () => (sweeps < 2 ? fails('InUse')() : {})
    const { ending } = await teardown({ DeleteInstanceProfile, DeleteInstanceRole })
    expect([ending.status, sweeps]).toEqual(['SUCCEEDED', 2])
  })

  test('sweeps again when something was made meanwhile', async () => {
    let audits = 0
    const AuditLeftovers = () => (++audits < 3 ? fails('Leftovers')() : { audited: [] })
    const { ending, names } = await teardown({ AuditLeftovers })
    expect(ending.status).toBe('SUCCEEDED')
    expect(names.filter((name) => name === 'DeleteInstanceRole')).toHaveLength(3)
  })
})

describe('a teardown that fails', () => {
  test('for leftovers does so after three sweeps, naming them', async () => {
    const { ending, names } = await teardown({ AuditLeftovers: fails('Leftovers') })
    expect(ending).toMatchObject({ status: 'FAILED', error: 'Leftovers', cause: expect.stringContaining('happened') })
    expect(names.filter((name) => name === 'AuditLeftovers')).toHaveLength(3)
    expect(names.at(-1)).toBe('ReleaseLock')
  })

  test('because something is in use for good does so after three sweeps', async () => {
    const { ending, names, seconds } = await teardown({ DeleteSecurityGroups: fails('InUse') })
    expect(ending).toMatchObject({ status: 'FAILED', error: 'InUse' })
    expect(names.filter((name) => name === 'DeleteAutoScalingGroup')).toHaveLength(3)
    expect(names.at(-1)).toBe('ReleaseLock')
    expect(seconds).toBeLessThan(45 * 60)
  })

  test.each(steps)('in %s fails with that error and gives the lock back', async (name) => {
    const { ending, names } = await teardown({ [name]: fails('Denied') })
    expect(ending).toMatchObject({ status: 'FAILED', error: 'Denied' })
    expect(names.at(-1)).toBe('ReleaseLock')
  })

  test('to get the lock deletes nothing and leaves the lock to its owner', async () => {
    const { ending, names } = await teardown({ AcquireLock: fails('Busy') })
    expect(ending).toMatchObject({ status: 'FAILED', error: 'Busy' })
    expect(names).toEqual(['CheckInput', 'AcquireLock'])
  })

  test.each(['DeleteInstances', 'DeleteTable'])('for %s that is never done ends by NotReady', async (name) => {
    const { ending, historyEvents } = await teardown({ [name]: () => ({ gone: false }) })
    expect(ending).toMatchObject({ status: 'FAILED', error: 'NotReady' })
    expect(historyEvents).toBeLessThan(8_000)
  })
})
