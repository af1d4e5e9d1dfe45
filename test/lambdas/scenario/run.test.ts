import { AutoScalingClient, SetInstanceHealthCommand } from '@aws-sdk/client-auto-scaling'
import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import {
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
  ModifyTargetGroupCommand,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { CreatePolicyCommand, CreatePolicyVersionCommand, GetPolicyCommand, IAMClient } from '@aws-sdk/client-iam'
import { CreateBucketCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { iamNamesOf, namesOf, serviceTag } from '../../../lambdas/core/names.ts'
import type { Step } from '../../../lambdas/core/step-row.ts'
import { groupOf, inService } from '../../../lambdas/failures/group-members.ts'
import { failureNames, failures } from '../../../lambdas/failures/index.ts'
import { AcquireLock, ReleaseLock } from '../../../lambdas/lock.ts'
import { PutParameters } from '../../../lambdas/parameters.ts'
import { CheckPhase } from '../../../lambdas/scenario/check-phase.ts'
import { EndWatch } from '../../../lambdas/scenario/end-watch.ts'
import { allFacts } from '../../../lambdas/scenario/facts.ts'
import { InjectFailures, LiftFailures } from '../../../lambdas/scenario/inject-and-lift.ts'
import { JudgePhase } from '../../../lambdas/scenario/judge-phase.ts'
import { JudgeRun } from '../../../lambdas/scenario/judge-run.ts'
import { OpenRun } from '../../../lambdas/scenario/open-run.ts'
import { Phases } from '../../../lambdas/scenario/phase.ts'
import { forgetBefore, readBefore, writeBefore } from '../../../lambdas/scenario/record/before.ts'
import { readRun } from '../../../lambdas/scenario/record/run.ts'
import { readSamples, writeBatch } from '../../../lambdas/scenario/record/sample-record.ts'
import { RestoreService } from '../../../lambdas/scenario/restore-service.ts'
import { scenarioSteps } from '../../../lambdas/scenario/steps.ts'
import { targetsOf } from '../../../lambdas/scenario/target-health.ts'
import { WatchService } from '../../../lambdas/scenario/watch.ts'
import { WriteReport } from '../../../lambdas/scenario/write-report.ts'
import type { Cloud } from '../../../local/cloud.ts'
import { until } from '../../until.ts'
import { type EndlessMachine, endlessMachine } from '../endless-machine.ts'
import { makeService, notServing, openStage, serving } from '../failures/stage.ts'
import { asAdministrator, region, reportsBucket, runsTable } from '../local-account.ts'
import { actionsAllowedBy, actionsUsedBy, makeStepRoles } from '../step-roles.ts'
import { actAs, executionNamed, run, send, withAllRights } from '../step-run.ts'
import { probes } from './judging/samples.ts'

let cloud: Cloud
let machine: EndlessMachine
const service = 'stage'
const ssm = new SSMClient(asAdministrator)

beforeAll(async () => {
  cloud = await openStage()
  actAs(await makeStepRoles(cloud))
  await makeService(service)
  machine = await endlessMachine()
})

afterAll(() => cloud.close())

const promise = {
  says: 'well',
  mix: { table: { min: 1 } },
  statuses: [200],
  targets: [{ of: 'all', state: 'healthy' }],
}

/** The guard before what it guards against. */
const inOrder = failureNames
  .filter((name) => name !== 'replacement-suspended')
  .flatMap((name) => (name === 'deep-health-check' ? ['replacement-suspended', name] : [name]))

/** Every failure there is, one phase after the other, then all of them lifted. */
const phases = Phases.parse([
  { name: 'steady-state', promise },
  ...inOrder.map((failure) => ({ name: `with-${failure}`, inject: [failure], promise })),
  { name: 'recovery', lift: 'everything', promise },
])
const observe = { seconds: 2, perSecond: 20, looksPerSecond: 1, steadySeconds: 2 }

type Handler = Parameters<typeof run>[0]

/** What the state machine does until the last phase begins, step by step. */
const story = [
  { state: 'OpenRun', step: OpenRun as Handler, keys: { scenario: 'custom', phases, observe } },
  ...phases.flatMap(({ name }, phase) => [
    { state: `LiftFailures of ${name}`, step: LiftFailures as Handler, keys: { phase } },
    { state: `InjectFailures of ${name}`, step: InjectFailures as Handler, keys: { phase } },
  ]),
  { state: 'EndWatch', step: EndWatch as Handler, keys: {} },
]

/** Runs a step as the state machine does: again, while IAM has not told EC2 of a new profile. */
async function retried(step: Handler, keys: object): Promise<void> {
  await until(() =>
    run(step as Handler, service, keys).then(
      () => true,
      (error: Error) => {
        if (error.name === 'NotPropagated') return false
        throw error
      },
    ),
  )
}

/** As EventBridge reports that an execution was stopped. */
const stopped = (executionArn: string, input: object = {}) => ({
  source: 'aws.states',
  'detail-type': 'Step Functions Execution Status Change',
  detail: { executionArn, status: 'ABORTED', input: JSON.stringify(input) },
})

const onRule = (execution: string, input?: object) =>
  send<{ restored: boolean }>(RestoreService, stopped(execution, input))
const onSchedule = () => send(RestoreService, { source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} })
const facts = () => withAllRights(() => allFacts(service))
const noted = () => withAllRights(() => readBefore(service))
const opening = (execution: string) => run<{ leftBroken: boolean }>(OpenRun, service, { ...story[0]?.keys, execution })

/** A limited policy in two versions, which says something else than a scenario wants it to. */
async function makeOldPolicy(): Promise<string | undefined> {
  const iam = new IAMClient(asAdministrator)
  const Statement = [{ Effect: 'Allow', Action: 'ssm:GetParameter', Resource: '*' }]
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement })
  const PolicyName = iamNamesOf(service, region).limited.policy
  const Tags = [{ Key: serviceTag, Value: service }]
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument, Tags }))
  await iam.send(new CreatePolicyVersionCommand({ PolicyArn: Policy?.Arn, PolicyDocument, SetAsDefault: true }))
  return Policy?.Arn
}

/** Each failure in its turn; test/e2e/verdicts stops the state machine itself in every state. */
const stops = story
  .map(({ state }, index) => [state, index] as const)
  .filter(([state]) => !state.startsWith('LiftFailures of with-'))

describe('a run that is stopped', () => {
  test.each(stops)('after %s leaves the service as it was, and the lock free', async (_, index) => {
    const execution = executionNamed(`stopped-${index}`)
    const before = await facts()
    await run(AcquireLock, service, { execution, startedBy: null })
    // What lies further back than one phase is lifted the same way, and each has its own turn; the last has them all.
    const lifting = index === story.length - 1 ? 1 : Math.max(1, index - (index % 2 === 0 ? 3 : 2))
    const steps = [...story.slice(0, 1), ...story.slice(lifting, index + 1)]
    for (const { step, keys } of steps) await retried(step, { ...keys, execution })
    await onRule(execution)
    expect(await facts()).toEqual(before)
    expect(await noted()).toBeUndefined()
    const next = { execution: executionNamed(`after-${index}`) }
    expect(await run(AcquireLock, service, { ...next, startedBy: null })).toEqual({ takenFrom: null })
    await run(ReleaseLock, service, next)
  })

  test.each([
    ['LiftFailures', (execution: string) => run(LiftFailures, service, { phase: phases.length - 1, execution })],
    ['RestoreService', () => Promise.resolve()],
  ])('leaves no policy that %s could not delete, whatever an earlier one says', async (restorer, lift) => {
    const execution = executionNamed(`old-policy-${restorer}`)
    const PolicyArn = await makeOldPolicy()
    const phase = phases.findIndex(({ inject }) => inject.some(({ failure }) => failure === 'bad-credentials'))
    await run(AcquireLock, service, { execution, startedBy: null })
    await opening(execution)
    await run(LiftFailures, service, { phase, execution })
    await retried(InjectFailures, { phase, execution })
    await lift(execution)
    await onRule(execution)
    const look = new IAMClient(asAdministrator).send(new GetPolicyCommand({ PolicyArn }))
    await expect(look).rejects.toMatchObject({ name: 'NoSuchEntityException' })
  })

  test('is restored by the next run before that breaks anything, if nobody else has done so', async () => {
    const before = await facts()
    const lost = executionNamed('lost')
    for (const { step, keys } of story.slice(0, 5)) await retried(step, { ...keys, execution: lost })
    const execution = executionNamed('next')
    expect(await opening(execution)).toEqual({ leftBroken: true })
    expect(await run(RestoreService, service, { execution, since: null })).toMatchObject({ restored: true })
    expect(await opening(execution)).toEqual({ leftBroken: false })
    expect((await noted())?.facts).toEqual(before)
    // The event of the lost one comes late: the service is another run's by now.
    await retried(InjectFailures, { phase: 0, execution }).catch(() => {})
    expect(await onRule(lost)).toMatchObject({ restored: true })
    expect((await noted())?.execution).toBe(execution)
    await onRule(execution)
  })

  test('is not restored under the hands of whoever holds the lock now', async () => {
    const lost = executionNamed('lost-too')
    const other = await machine.start()
    for (const { step, keys } of story.slice(0, 5)) await retried(step, { ...keys, execution: lost })
    await run(AcquireLock, service, { execution: other, startedBy: null })
    const broken = await facts()
    await expect(onRule(lost)).rejects.toMatchObject({ name: 'Busy' })
    expect(await facts()).toEqual(broken)
    await expect(run(RestoreService, service, { execution: 'by-hand', since: null })).rejects.toMatchObject({
      name: 'Busy',
      message: expect.stringContaining(other),
    })
    expect(await onSchedule()).toMatchObject({ restored: true })
    expect(await facts()).toEqual(broken)
    // Its lock is no reason to wait once it has ended without giving it back.
    await machine.stop(other)
    expect(await onRule(lost)).toMatchObject({ restored: true })
    expect(await facts()).not.toEqual(broken)
    await run(ReleaseLock, service, { execution: other })
  })

  test('is restored within a while even where no event reports it', async () => {
    const before = await facts()
    const lost = executionNamed('lost-event')
    const rehearsal = await machine.start()
    await run(AcquireLock, service, { execution: rehearsal, startedBy: null })
    await run(AcquireLock, service, { execution: lost, startedBy: rehearsal })
    for (const { step, keys } of story.slice(0, 5)) await retried(step, { ...keys, execution: lost })
    expect(await onSchedule()).toEqual({ restored: true, differences: [] })
    expect(await facts()).toEqual(before)
    expect(await noted()).toBeUndefined()
    // The lock is back with the execution that had lent it.
    const next = { execution: executionNamed('after-lost-event') }
    expect(await run(AcquireLock, service, { ...next, startedBy: rehearsal })).toEqual({ takenFrom: null })
    for (const execution of [next.execution, rehearsal]) await run(ReleaseLock, service, { execution })
  })

  test('is restored as far as possible where one failure cannot be lifted, and what makes that one bearable stays', async () => {
    const execution = executionNamed('refused')
    const inject = ['replacement-suspended', 'static-response', 'broken-dependency', 'deep-health-check']
    const all = Phases.parse([
      { name: 'steady-state', promise },
      { name: 'broken', inject, promise },
    ])
    const before = await facts()
    await run(OpenRun, service, { ...story[0]?.keys, execution, phases: all })
    for (const step of [LiftFailures, InjectFailures] as Handler[]) await run(step, service, { execution, phase: 1 })
    const refused = Object.assign(new Error('explicit deny'), { name: 'AccessDeniedException' })
    const lifting = jest.spyOn(failures['broken-dependency'], 'lift').mockRejectedValue(refused)
    const { restored, differences } = await run<{ restored: boolean; differences: string[] }>(RestoreService, service, {
      execution,
      since: null,
    })
    lifting.mockRestore()
    const { table, failureResponse, healthCheck } = namesOf(service).parameters.settings
    expect([restored, differences[0]]).toEqual([false, 'broken-dependency was not lifted: AccessDenied: explicit deny'])
    for (const kept of [table, failureResponse, 'suspended processes']) expect(differences.join()).toContain(kept)
    expect(differences.join()).not.toContain(healthCheck)
    expect(await run(RestoreService, service, { execution, since: null })).toMatchObject({ restored: true })
    expect(await facts()).toEqual(before)
  })

  test('before it had restored what an earlier one left is restored whole', async () => {
    const before = await facts()
    const lost = executionNamed('left-broken')
    for (const { step, keys } of story.slice(0, 5)) await retried(step, { ...keys, execution: lost })
    const execution = executionNamed('about-to-restore')
    await run(AcquireLock, service, { execution, startedBy: null })
    expect(await opening(execution)).toEqual({ leftBroken: true })
    expect(await onRule(execution, { service })).toMatchObject({ restored: true })
    expect(await facts()).toEqual(before)
    expect(await noted()).toBeUndefined()
  })

  test('while something is being injected is restored again once that has come to its end', async () => {
    const before = await facts()
    const execution = executionNamed('in-flight')
    for (const { step, keys } of story.slice(0, 4)) await retried(step, { ...keys, execution })
    const { inject } = failures['broken-dependency']
    const injecting = jest.spyOn(failures['broken-dependency'], 'inject').mockImplementation(async (scene, options) => {
      await expect(onRule(execution)).rejects.toMatchObject({ name: 'NOT_RESTORED' })
      // What the step itself does next it does with its own rights again.
      await withAllRights(() => inject(scene, options))
    })
    await withAllRights(() => run(InjectFailures, service, { execution, phase: 1 }).catch(() => {}))
    injecting.mockRestore()
    expect(await facts()).not.toEqual(before)
    expect(await onRule(execution)).toMatchObject({ restored: true })
    expect(await facts()).toEqual(before)
  })

  test('and never began has nothing to restore', async () => {
    const after = executionNamed('never')
    expect(await onRule(after)).toEqual({ after, restored: true, differences: [] })
  })

  test('while something is being lifted is restored again once that has come to its end', async () => {
    const before = await facts()
    const execution = executionNamed('lifting-in-flight')
    for (const { step, keys } of story.slice(0, 7)) await retried(step, { ...keys, execution })
    const { lift } = failures['broken-dependency']
    const lifting = jest.spyOn(failures['broken-dependency'], 'lift').mockImplementationOnce(async (scene) => {
      await expect(onRule(execution)).rejects.toMatchObject({ name: 'NOT_RESTORED' })
      await withAllRights(() => lift(scene))
    })
    const phase = phases.length - 1
    await withAllRights(() =>
      expect(run(LiftFailures, service, { execution, phase })).rejects.toMatchObject({ name: 'Halted' }),
    )
    lifting.mockRestore()
    expect(await onRule(execution)).toMatchObject({ restored: true })
    expect(await facts()).toEqual(before)
  })

  test('lifts nothing any more: what was restored might no longer be what it was', async () => {
    const before = await facts()
    const execution = executionNamed('by-hand')
    for (const { step, keys } of story.slice(0, 5)) await retried(step, { ...keys, execution })
    expect(await run(RestoreService, service, { execution: 'by-hand', since: null })).toMatchObject({ restored: true })
    const recovery = { execution, phase: phases.length - 1 }
    await expect(run(LiftFailures, service, recovery)).rejects.toMatchObject({ name: 'Halted' })
    expect(await facts()).toEqual(before)
  })

  test('injects nothing any more, even where a step was still on its way', async () => {
    const execution = executionNamed('late')
    for (const { step, keys } of story.slice(0, 4)) await retried(step, { ...keys, execution })
    await onRule(execution)
    const before = await facts()
    await expect(run(InjectFailures, service, { execution, phase: 1 })).rejects.toMatchObject({ name: 'Halted' })
    expect(await facts()).toEqual(before)
  })
})

describe('a note of how the service was', () => {
  const zones = 'subnets of the Auto Scaling group'
  /** As a run of an earlier deployment under the same name has left it, which had fewer subnets. */
  async function ofEarlier(name: string) {
    const now = await facts()
    const earlier = { ...now, [zones]: String(now[zones]).split(', ').slice(1).join(', ') }
    const group = 'arn:aws:autoscaling:us-west-2:123456789012:autoScalingGroup:earlier:autoScalingGroupName/stage'
    const note = { service, execution: executionNamed(name), group, facts: earlier, healthyTargets: 3 }
    await withAllRights(() => writeBefore(note))
    return now
  }

  test('is forgotten by the next run where it is about an earlier deployment', async () => {
    const before = await ofEarlier('earlier')
    const execution = executionNamed('of-this-one')
    expect(await opening(execution)).toEqual({ leftBroken: false })
    expect(await noted()).toMatchObject({ execution, facts: before })
    await onRule(execution)
  })

  test('is not restored into another deployment', async () => {
    const before = await ofEarlier('earlier-still')
    expect(await onSchedule()).toMatchObject({ restored: true })
    expect(await facts()).toEqual(before)
    expect(await noted()).toBeUndefined()
  })

  test('asks for no more healthy targets than the group wants instances by now', async () => {
    const execution = executionNamed('smaller')
    const { AutoScalingGroupARN: group = '' } = await withAllRights(() => groupOf(service))
    const note = { service, execution, group, facts: await facts(), healthyTargets: 5 }
    await withAllRights(() => writeBefore(note))
    const differences = ['healthy targets: were 3, are 0']
    expect(await run(RestoreService, service, { execution, since: null })).toMatchObject({ differences })
    await withAllRights(() => forgetBefore(note))
  })
})

describe('the halt switch', () => {
  const { halt, haltAll } = namesOf(service).parameters
  const set = (Name: string, Value: string) =>
    ssm.send(new PutParameterCommand({ Name, Value, Type: 'String', Overwrite: true }))

  test('does not keep a run from restoring what an earlier one has left', async () => {
    const lost = executionNamed('lost-before-halt')
    for (const { step, keys } of story.slice(0, 5)) await retried(step, { ...keys, execution: lost })
    await set(halt, 'on')
    const execution = executionNamed('halted-and-restoring')
    expect(await opening(execution)).toEqual({ leftBroken: true })
    expect(await run(RestoreService, service, { execution, since: null })).toMatchObject({ restored: true })
    await expect(opening(execution)).rejects.toMatchObject({ name: 'Halted' })
    await set(halt, 'off')
  })

  test.each([halt, haltAll])(
    '%s keeps a run from beginning and a phase from changing anything, until it is off',
    async (Name) => {
      const execution = executionNamed(`halted-${Name.split('/').length}`)
      await set(Name, 'on')
      await expect(opening(execution)).rejects.toMatchObject({ name: 'Halted', message: expect.stringContaining(Name) })
      await set(Name, 'off')
      expect(await opening(execution)).toEqual({ leftBroken: false })
      await run(LiftFailures, service, { execution, phase: 1 })
      await set(Name, 'please')
      for (const step of [InjectFailures, CheckPhase]) {
        await expect(run(step as Handler, service, { execution, phase: 1 })).rejects.toMatchObject({
          name: 'Halted',
        })
      }
      await set(Name, 'off')
      await onRule(execution)
    },
  )
})

describe('a phase', () => {
  async function begun(name: string) {
    const execution = executionNamed(name)
    await opening(execution)
    await run(LiftFailures, service, { execution, phase: 0 })
    await run(InjectFailures, service, { execution, phase: 0 })
    return execution
  }

  /** What a watch would have written: `seconds` of probes and looks from the start of the run. */
  async function watched(execution: string, seconds: number, answer: 'table' | 'error') {
    const from = Date.parse((await withAllRights(() => readRun(execution))).startedAt)
    const shift = <Item extends object>(item: Item, index: number, key: string, perSecond: number) => ({
      ...item,
      [key]: from + (index * 1_000) / perSecond,
    })
    const sent = probes(0, seconds, () => answer, 20).map((probe, index) => shift(probe, index, 'sentAt', 20))
    const targets = [{ id: 'i-a', zone: 'us-west-2a', state: 'healthy' }]
    const looks = Array.from({ length: seconds * 2 }, (_, index) => ({ at: from + index * 500, targets }))
    const through = from + seconds * 1_000
    await withAllRights(() => writeBatch(execution, through, { probes: sent, looks, through }))
  }

  test('is over when the watch has seen its window, however long the state machine has waited', async () => {
    const execution = await begun('patient')
    expect(await run(CheckPhase, service, { execution, phase: 0 })).toMatchObject({ over: false, tookEffect: false })
    await watched(execution, 4, 'table')
    expect(await run(CheckPhase, service, { execution, phase: 0 })).toMatchObject({
      over: false,
      tookEffect: true,
      stalled: false,
    })
    await watched(execution, 20, 'table')
    expect(await run(CheckPhase, service, { execution, phase: 0 })).toMatchObject({ over: true })
    await onRule(execution)
  })

  test('is judged, measured, and part of the verdict on the run', async () => {
    const execution = await begun('judged')
    await watched(execution, 20, 'table')
    const loud = jest.replaceProperty(process, 'env', { ...process.env, POWERTOOLS_METRICS_DISABLED: 'false' })
    const written = jest.spyOn(process.stdout, 'write').mockReturnValue(true)
    const judged = await run(JudgePhase, service, { execution, phase: 0 })
    const lines = written.mock.calls.map(([line]) => String(line))
    written.mockRestore()
    loud.restore()
    expect(judged).toEqual({ name: 'steady-state', verdict: 'as-designed' })
    const measured = lines.find((line) => line.includes('"Availability":')) ?? '{}'
    expect(JSON.parse(measured)).toMatchObject({
      service,
      phase: 'steady-state',
      Availability: 100,
      HealthyTargets: 1,
      AsDesigned: 1,
    })
    // The other phases were never judged, which leaves the run open.
    expect(await run(JudgeRun, service, { execution })).toMatchObject({
      verdict: 'inconclusive',
      phases: [{ name: 'steady-state', injected: [], verdict: 'as-designed', promise: 'well' }],
    })
    await onRule(execution)
  })

  test('that should be the steady state and is not ends the run before anything is broken', async () => {
    const execution = await begun('unwell')
    await watched(execution, 200, 'error')
    await expect(run(JudgePhase, service, { execution, phase: 0 })).rejects.toMatchObject({
      name: 'SteadyStateNotMet',
      message: expect.stringContaining('every answer from the table: 0 of '),
    })
    await onRule(execution)
  })

  test('that should be the steady state and saw too few probes ends the run as inconclusive', async () => {
    const execution = await begun('too-few')
    await withAllRights(() =>
      writeBatch(execution, Date.now(), { probes: [], looks: [], through: Date.now() + 300_000 }),
    )
    await expect(run(JudgePhase, service, { execution, phase: 0 })).rejects.toMatchObject({ name: 'Inconclusive' })
    await onRule(execution)
  })

  test('expires later than the run can last, so that no value runs out under it', async () => {
    const execution = await begun('expiring')
    await run(LiftFailures, service, { execution, phase: 1 })
    await run(InjectFailures, service, { execution, phase: 1 })
    const Name = namesOf(service).parameters.settings.table
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name }))
    const left = (Date.parse(JSON.parse(Parameter?.Value ?? '').until) - Date.now()) / 1_000
    const longest = (phases.length - 1) * (120 + observe.seconds)
    expect(left).toBeGreaterThan(longest)
    expect(left).toBeLessThan(2 * longest)
    await onRule(execution)
  })
})

describe('a run whose targets are checked seldom', () => {
  const balancing = new ElasticLoadBalancingV2Client(asAdministrator)
  async function configured(HealthCheckIntervalSeconds: number, HealthyThresholdCount: number) {
    const { TargetGroups: [group] = [] } = await balancing.send(new DescribeTargetGroupsCommand({}))
    const TargetGroupArn = group?.TargetGroupArn
    await balancing.send(
      new ModifyTargetGroupCommand({ TargetGroupArn, HealthCheckIntervalSeconds, HealthyThresholdCount }),
    )
  }

  test.each([
    { scenario: 'resilience', ceilingSeconds: 240 },
    { scenario: 'custom', ceilingSeconds: 120 },
  ])(
    'of the scenario $scenario has $ceilingSeconds s for each phase to take effect',
    async ({ scenario, ceilingSeconds }) => {
      await configured(30, 5)
      const execution = executionNamed(`seldom-${scenario}`)
      const { steadySeconds: _, ...unsaid } = observe
      await run(OpenRun, service, { scenario, phases, observe: unsaid, execution })
      const opened = await withAllRights(() => readRun(execution))
      expect(opened.phases[1]?.ceilingSeconds).toBe(ceilingSeconds)
      expect(opened.observe.steadySeconds).toBe(30)
      await configured(5, 2)
      await onRule(execution)
    },
  )

  test('is refused where no promise could hold for long enough, before anything is broken', async () => {
    await configured(120, 2)
    const { steadySeconds: _, ...unsaid } = observe
    const keys = { scenario: 'custom', phases, observe: unsaid, execution: executionNamed('hasty') }
    await expect(run(OpenRun, service, keys)).rejects.toMatchObject({
      name: 'InvalidInput',
      message: expect.stringContaining('held for 121 s'),
    })
    expect(await noted()).toBeUndefined()
    await configured(5, 2)
  })
})

describe('restoring', () => {
  test('puts back what differs, whoever wrote it', async () => {
    const execution = executionNamed('stubborn')
    await opening(execution)
    const Name = namesOf(service).parameters.settings.failureResponse
    await ssm.send(new PutParameterCommand({ Name, Value: 'static', Overwrite: true }))
    const restored = { restored: true, givenUp: false, differences: [] }
    expect(await run(RestoreService, service, { execution, since: 1 })).toMatchObject({ ...restored, since: 1 })
    expect((await ssm.send(new GetParameterCommand({ Name }))).Parameter?.Value).toBe('none')
  })
})

describe('the guard', () => {
  const guarded = Phases.parse([
    { name: 'steady-state', promise },
    { name: 'guarded', inject: ['replacement-suspended'], promise },
  ])

  /** As if the service had been restored, but for the guard, since then. */
  async function begunToRecover(execution: string, since: number) {
    await new DynamoDBClient(asAdministrator).send(
      new UpdateItemCommand({
        TableName: runsTable,
        Key: { pk: { S: `run#${execution}` }, sk: { S: 'run' } },
        UpdateExpression: 'SET recoveringSince = :since',
        ConditionExpression: 'attribute_exists(recoveringSince)',
        ExpressionAttributeValues: { ':since': { N: String(since) } },
      }),
    )
  }

  test('stays, until one gives up, while a target may recover that is unhealthy still, and goes once it has had its time', async () => {
    const execution = executionNamed('broken-itself')
    await run(OpenRun, service, { ...story[0]?.keys, execution, phases: guarded })
    for (const step of [LiftFailures, InjectFailures] as Handler[]) await retried(step, { execution, phase: 1 })
    await serving(service)
    await until(() => withAllRights(async () => (await targetsOf(service)).some(({ state }) => state === 'unhealthy')))
    const restore = (since: number | null = null) => run(RestoreService, service, { execution, since })
    const refusal = expect.stringMatching(/^replacement-suspended was not lifted: .* unhealthy/)
    const stays = { restored: false, differences: expect.arrayContaining([refusal]) }
    expect(await restore()).toMatchObject({ ...stays, givenUp: false, pauseSeconds: 3 })
    expect(await restore(Date.now() - 100_000)).toMatchObject({ ...stays, givenUp: false, pauseSeconds: 10 })
    expect(await restore(Date.now() - 901_000)).toMatchObject({ ...stays, givenUp: true, pauseSeconds: 60 })
    await begunToRecover(execution, Date.now() - 301_000)
    expect(await restore()).toMatchObject({ restored: true })
    await notServing(service)
  })
})

describe('the watch', () => {
  test('sees targets and requests, and ends with the run', async () => {
    const { Instances: [member] = [] } = await withAllRights(() => groupOf(service))
    const balancing = new ElasticLoadBalancingV2Client(asAdministrator)
    const { TargetGroups: [targetGroup] = [] } = await balancing.send(new DescribeTargetGroupsCommand({}))
    const Targets = [{ Id: member?.InstanceId }]
    await balancing.send(new RegisterTargetsCommand({ TargetGroupArn: targetGroup?.TargetGroupArn, Targets }))
    const execution = executionNamed('watching')
    await opening(execution)
    await run(EndWatch, service, { execution })
    expect(await run(WatchService, service, { execution, resumeAt: null })).toMatchObject({ done: true })
    const { probes: sent, looks } = await withAllRights(() => readSamples(execution, 0))
    expect(sent.length).toBeGreaterThan(5)
    expect(looks[0]?.targets).toMatchObject([{ zone: member?.AvailabilityZone, state: 'unused' }])
    await onRule(execution)
  })
})

describe('the report', () => {
  test('lies in the bucket under the service and the execution, for people and for programs', async () => {
    process.env.REPORTS_BUCKET = reportsBucket
    const s3 = new S3Client(asAdministrator)
    await s3.send(new CreateBucketCommand({ Bucket: reportsBucket }))
    const execution = executionNamed('reported')
    await opening(execution)
    const cause = JSON.stringify({ errorType: 'Halted', errorMessage: 'a person wants it so', trace: [] })
    expect(await run(WriteReport, service, { execution, error: 'Halted', cause })).toEqual({
      bucket: reportsBucket,
      report: `${service}/reported/report.html`,
      journal: `${service}/reported/journal.json`,
    })
    const { Body } = await s3.send(
      new GetObjectCommand({ Bucket: reportsBucket, Key: `${service}/reported/journal.json` }),
    )
    expect(JSON.parse((await Body?.transformToString()) ?? '')).toMatchObject({
      service,
      verdict: 'inconclusive',
      ended: { error: 'Halted', cause: 'a person wants it so' },
    })
    await onRule(execution)
  })
})

describe('an instance that was marked unhealthy under the guard', () => {
  const guarded = Phases.parse([
    { name: 'steady-state', promise },
    { name: 'guarded', inject: ['bad-credentials', 'replacement-suspended'], promise },
    { name: 'exposed', lift: ['bad-credentials', 'replacement-suspended'], promise },
  ])

  /** Injects the guard and marks an instance, as AWS might have done just before. */
  async function marked(name: string) {
    const execution = executionNamed(name)
    await run(OpenRun, service, { ...story[0]?.keys, execution, phases: guarded })
    for (const step of [LiftFailures, InjectFailures] as Handler[]) await retried(step, { execution, phase: 1 })
    const [member] = inService(await withAllRights(() => groupOf(service)))
    const health = { InstanceId: member?.InstanceId, HealthStatus: 'Unhealthy', ShouldRespectGracePeriod: false }
    await new AutoScalingClient(asAdministrator).send(new SetInstanceHealthCommand(health))
    return { execution, member: member?.InstanceId }
  }

  async function isHealthy(member: string | undefined) {
    const { Instances = [] } = await withAllRights(() => groupOf(service))
    return Instances.find(({ InstanceId }) => InstanceId === member)?.HealthStatus === 'Healthy'
  }

  test('is called well before the guard is lifted', async () => {
    const { execution, member } = await marked('exposed')
    await run(LiftFailures, service, { execution, phase: 2 })
    expect(await isHealthy(member)).toBe(true)
    await onRule(execution)
  })

  test('is called well when the service is restored', async () => {
    const { execution, member } = await marked('restored')
    await onRule(execution)
    expect(await isHealthy(member)).toBe(true)
  })
})

describe('a parameter that is torn down while it is being restored', () => {
  const broken = Phases.parse([
    { name: 'steady-state', promise },
    { name: 'static', inject: ['static-response'], promise },
    { name: 'over', lift: ['static-response'], promise },
  ])
  const name = namesOf(service).parameters.settings.failureResponse

  /** Between the look at the parameter and the writing of it. */
  function tornDownMeanwhile() {
    const put = cloud.ssm.put.bind(cloud.ssm)
    return jest.spyOn(cloud.ssm, 'put').mockImplementationOnce((...parameter) => {
      cloud.ssm.delete(name)
      return put(...parameter)
    })
  }

  test.each([
    ['a phase', (execution: string) => run(LiftFailures, service, { execution, phase: 2 })],
    ['the rule', onRule],
  ])('is not made anew by %s', async (by, restoring) => {
    const execution = executionNamed(`torn-down-${by.replace(' ', '-')}`)
    await run(OpenRun, service, { ...story[0]?.keys, execution, phases: broken })
    for (const step of [LiftFailures, InjectFailures] as Handler[]) await run(step, service, { execution, phase: 1 })
    const put = tornDownMeanwhile()
    await Promise.allSettled([restoring(execution)])
    expect(put).toHaveBeenCalled()
    put.mockRestore()
    expect(cloud.ssm.versions(name)).toEqual([])
    await run(PutParameters, service)
    await onRule(execution)
  })
})

/** After all the tests above, in which each step had the rights of its row only: what it lacked was denied. */
describe('the row of the table', () => {
  const rows = Object.entries(scenarioSteps as Record<string, Step>)

  test.each(rows)('of %s allows exactly the actions that the step has used', (name, row) => {
    expect(actionsUsedBy(name)).toEqual(actionsAllowedBy(row))
  })
})
