import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { DisableRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge'
import {
  GetScheduleCommand,
  ListSchedulesCommand,
  SchedulerClient,
  UpdateScheduleCommand,
  type UpdateScheduleCommandInput,
} from '@aws-sdk/client-scheduler'
import { ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Facts } from '../../lambdas/failures/failure.ts'
import { allFacts } from '../../lambdas/scenario/facts.ts'
import { InjectFailures, LiftFailures } from '../../lambdas/scenario/inject-and-lift.ts'
import { OpenRun } from '../../lambdas/scenario/open-run.ts'
import { Phases } from '../../lambdas/scenario/phase.ts'
import { targetsOf } from '../../lambdas/scenario/target-health.ts'
import { invoke } from '../../local/services/scheduler/invocation.ts'
import resilience from '../../statemachine/scenarios/resilience.json' with { type: 'json' }
import { run } from '../lambdas/step-run.ts'
import { allStates } from '../statemachine/definition.ts'
import { until } from '../until.ts'
import { ScenarioCloud } from './scenario-cloud.ts'

/** Two services share the work: while one waits for a window of its phase, the other has the machine. */
const services = ['one', 'two'] as const
const patience = 240_000

let stage: ScenarioCloud
let outcomes: ReadonlyMap<string, Promise<PromiseSettledResult<unknown>>>
const untouched: Record<string, Facts> = {}

beforeAll(async () => {
  stage = await ScenarioCloud.open({
    speed: 10,
    context: { schedule: 'rate(5 minutes)', service: services[0] },
    server: { says: 'if settings.answers_statically:', saysInstead: 'if False:' },
  })
  await stopSweeping()
  // It has fired at once, to no effect, and would find the service half deployed the next time.
  await switchSchedule('DISABLED')
  await stage.until('the end of a first run', () => scheduledRuns().every(({ status }) => status !== 'RUNNING'))
  outcomes = begin()
}, patience)

afterAll(async () => {
  await Promise.all(outcomes?.values() ?? [])
  await stage?.close()
}, patience)

const observe = { seconds: 1.5, perSecond: 30, looksPerSecond: 4, steadySeconds: 1 }
const [well = {}, broken = {}, answeringStatically = {}] = resilience.phases as object[]
/** A machine too busy for it shows well before the stage loses its patience, so that the run can be tried again. */
const steady = { ...well, ceilingSeconds: 30 }
/** "Every" is confirmed by no fewer probes. */
const fewestProbes = 36

/** How a run of the default scenario's phases ends, with one injection left out, on servers that ignore `static`. */
async function judged(service: string, attempts = 3): Promise<{ error: string | undefined; differences: string[] }> {
  const uninjected = { ...broken, name: 'uninjected', inject: [], ceilingSeconds: 4 }
  const phases = [steady, uninjected, broken, { ...answeringStatically, ceilingSeconds: 4 }]
  const { error, cause = '' } = await stage.run('scenario', { service, phases, observe })
  const differences = cause.slice(0, cause.lastIndexOf(' Report:')).split('; ')
  // A machine that was too busy for the steady state, or to send its probes, has not tested anything.
  const tooBusy = cause.includes('Nothing was broken') || differences.some(hasTooFewProbes)
  return tooBusy && attempts > 1 ? await judged(service, attempts - 1) : { error, differences }
}

function hasTooFewProbes(difference: string): boolean {
  const [, of = fewestProbes] = /: every (?:answer|status) .*: \d+ of (\d+)$/.exec(difference) ?? []
  return Number(of) < fewestProbes
}

/** Phases that promise little: only what they inject matters, and that they end soon. */
const promise = { says: 'whatever', mix: { table: {}, static: {}, error: {} }, statuses: [200, 502] }
const breaking = {
  name: 'breaking',
  inject: ['broken-dependency', 'slow-dependency', 'static-response'],
  ceilingSeconds: 2,
  promise: { ...promise, targets: [{ of: 'affected', state: 'gone' }] },
}
const spoiling = { ...breaking, inject: ['broken-dependency', 'bad-credentials'] }
/** Breaks the service and then cannot do what it is told, so that the run fails at once. */
const failing = { ...breaking, inject: ['broken-dependency', { failure: 'zone-loss', zone: 'z' }] }
const unwell = {
  name: 'unwell',
  inject: ['replacement-suspended', 'broken-dependency', 'deep-health-check'],
  ceilingSeconds: 30,
  promise: { ...promise, targets: [{ of: 'all', state: 'unhealthy' }] },
}
/** Never holds, so that nothing is broken after it. What comes after a restoration comes after this one the same way. */
const hopeless = { ...broken, inject: [], ceilingSeconds: 2 }

/** How a run comes to a state. */
interface Way {
  phases: object[]
  /** Only the second phase, which breaks something, counts. */
  onceBroken?: true
  /** An earlier execution was lost in the second phase, and nobody has restored the service. */
  lost?: true
}

/** A state that is new to the machine is looked for in a run that breaks the service. */
const usual: Way = { phases: [steady, breaking] }
const ways: Record<string, Way> = {
  RestoreEarlier: { ...usual, lost: true },
  WaitForEarlier: { phases: [steady, unwell], lost: true },
  LiftFailures: { ...usual, onceBroken: true },
  InjectFailures: { phases: [steady, spoiling], onceBroken: true },
  CheckPhase: { ...usual, onceBroken: true },
  WaitForPhase: { ...usual, onceBroken: true },
  JudgePhase: { ...usual, onceBroken: true },
  RestoreService: { phases: [steady, failing] },
  WaitForRestoration: { phases: [steady, unwell] },
  JudgeRun: { phases: [hopeless] },
  WriteReport: { phases: [hopeless] },
  ReleaseLock: { phases: [hopeless] },
}

/** These last as long as others do inside or beside them, and are stopped together with those. */
const around: Record<string, string> = {
  RunScenario: 'InjectFailures',
  EachPhase: 'InjectFailures',
  WatchService: 'InjectFailures',
}

/**
 * An execution is never found in a Choice, a Pass, a Succeed or a Fail: they take no time, and whoever stops it there
 * stops it in the state that follows, or after its end.
 */
const states = allStates()
  .filter(({ machine, state }) => machine === 'scenario' && ['Task', 'Wait', 'Map', 'Parallel'].includes(state.Type))
  .map(({ name }) => name)

type Condition = Facts & { healthy: string }

/** Everything a failure may change, and how many targets are well. */
async function condition(service: string): Promise<Condition> {
  const targets = await targetsOf(service)
  const healthy = targets.filter(({ state }) => state === 'healthy').length
  return { ...(await allFacts(service)), healthy: String(healthy) }
}

interface Stop {
  /** The states that the execution was in. */
  within: string[]
  before: Condition
  after: Condition
}

async function stopped(service: string, state: string, attempts = 3): Promise<Stop> {
  const { phases, onceBroken, lost } = ways[state] ?? usual
  const before = await condition(service)
  if (lost) await lose(service, state, phases)
  const execution = await stage.start('scenario', { service, phases, observe })
  const stopping = stage.stopIn(execution, state, onceBroken ? { LiftFailures: 2 } : {})
  const within = await stopping.finally(() => stage.restoredAfter(execution))
  // A machine that was too busy for the steady state broke nothing.
  if (within === undefined && attempts > 1) return await stopped(service, state, attempts - 1)
  return { within: within ?? [], before, after: await condition(service) }
}

/** Leaves the service as an execution would that vanished, with its events, in the second of these phases. */
async function lose(service: string, name: string, given: readonly object[]) {
  const execution = `arn:aws:states:us-west-2:123456789012:execution:ResilientService-Scenario:lost-${name}`
  const phases = Phases.parse(given)
  await run(OpenRun, service, { execution, phases, observe, scenario: 'custom' })
  await run(LiftFailures, service, { execution, phase: 1 })
  await run(InjectFailures, service, { execution, phase: 1 })
  const isUnwell = async () => (await targetsOf(service)).some(({ state }) => state === 'unhealthy')
  if (given.includes(unwell)) await until(isUnwell, 'an unhealthy target', 60)
}

/** Waits for the schedule to find the service free, delivers the same a second time, and ends run and schedule. */
async function scheduled(service: string) {
  const running = () => scheduledRuns().find(({ status }) => status === 'RUNNING')
  await switchSchedule('ENABLED')
  await stage.until(`a scheduled run of ${service}`, () => running() !== undefined)
  const { arn = '', name = '', input, machine } = running() ?? {}
  const [schedule] = stage.cloud.scheduler.schedules.values()
  if (schedule) await invoke(stage.cloud, schedule, Date.now(), name.slice('scheduled-'.length))
  const list = new ListExecutionsCommand({ stateMachineArn: machine?.arn })
  const { executions = [] } = await new SFNClient().send(list)
  await switchSchedule('DISABLED')
  await stage.stopIn(arn, 'WaitForPhase')
  await stage.restoredAfter(arn)
  return { input, runs: executions.filter((each) => each.name === name).length }
}

const scheduledRuns = () =>
  [...stage.cloud.states.executions.values()].filter(({ name }) => name.startsWith('scheduled-'))

/** What a lost execution has left must still be there when the next one begins. */
async function stopSweeping() {
  const Name = [...stage.cloud.events.rules.values()].find(({ schedule }) => schedule)?.name
  await new EventBridgeClient().send(new DisableRuleCommand({ Name }))
}

async function switchSchedule(State: 'ENABLED' | 'DISABLED') {
  const client = new SchedulerClient()
  const { Schedules: [{ Name } = {}] = [] } = await client.send(new ListSchedulesCommand({}))
  const { ScheduleExpression, FlexibleTimeWindow, Target } = await client.send(new GetScheduleCommand({ Name }))
  const schedule = { Name, ScheduleExpression, FlexibleTimeWindow, Target, State }
  await client.send(new UpdateScheduleCommand(schedule as UpdateScheduleCommandInput))
}

/** Deploys a service; without it what is to be carried out fails by itself. */
async function deploy(service: string) {
  await stage.run('deploy', { service, capacity: 1 })
  untouched[service] = await allFacts(service)
}

type Work = [name: string, act: (service: string) => Promise<unknown>]

/** Begins everything, each on whichever service is free, the longest first; the tests await what they are about. */
function begin() {
  const stops = states
    .filter((state) => around[state] === undefined)
    .map((state): Work => [state, (service) => stopped(service, state)])
  const length = (state: string) => (ways[state]?.phases.includes(unwell) ? 2 : state in ways ? 1 : 0)
  const work: Work[] = [['judged', judged], ...stops.toSorted(([one], [other]) => length(other) - length(one))]
  const pending = new Map(
    ['scheduled', ...work.map(([name]) => name)].map((name) => [
      name,
      Promise.withResolvers<PromiseSettledResult<unknown>>(),
    ]),
  )
  const carryOut = async (service: string, [name, act]: Work) => {
    const [outcome] = await Promise.allSettled([act(service)])
    pending.get(name)?.resolve(outcome)
  }
  // The second deployment finds the functions warm that the first has started.
  let deployed: Promise<unknown> = Promise.resolve()
  const carryOutAll = async (service: string) => {
    deployed = deployed.then(() => deploy(service)).catch(() => {})
    await deployed
    if (service === services[0]) await carryOut(service, ['scheduled', scheduled])
    for (let next = work.shift(); next; next = work.shift()) await carryOut(service, next)
  }
  for (const service of services) void carryOutAll(service)
  return new Map([...pending].map(([name, { promise }]) => [name, promise]))
}

async function outcomeOf<Outcome>(act: (...given: never[]) => Promise<Outcome>, name = act.name): Promise<Outcome> {
  const outcome = await outcomes.get(name)
  if (outcome?.status === 'fulfilled') return outcome.value as Outcome
  throw outcome?.reason
}

const of = (phase: string, differences: readonly string[]) =>
  differences.filter((each) => each.startsWith(`${phase}: `))

describe('a scenario on real servers', () => {
  test(
    'says not-as-designed of a phase whose injection is left out: the failure never landed',
    async () => {
      const { error, differences } = await outcomeOf(judged)
      expect(error).toBe('NotAsDesigned')
      expect(of('uninjected', differences)).toContainEqual(expect.stringMatching(/every status 502: 0 of \d+$/))
      expect(of('broken-dependency', differences)).toEqual([])
    },
    patience,
  )

  test(
    'says not-as-designed of the static response where the server ignores it, and of no other phase',
    async () => {
      const { differences } = await outcomeOf(judged)
      const wrong = of('static-response', differences)
      expect(wrong).toContainEqual(expect.stringMatching(/every answer static: 0 of \d+$/))
      expect([...of('uninjected', differences), ...wrong]).toEqual(differences)
    },
    patience,
  )
})

describe('the schedule', () => {
  test(
    'fires on the clock of the cloud and starts one scenario, also when it is delivered twice',
    async () => {
      expect(await outcomeOf(scheduled)).toEqual({ input: '{"service":"one"}', runs: 1 })
    },
    patience,
  )
})

describe('stopping an execution', () => {
  test.each(states)(
    'in %s leaves the service as it was',
    async (state) => {
      const { within, before, after } = await outcomeOf(stopped, around[state] ?? state)
      expect(within).toContain(state)
      expect(after).toEqual(before)
    },
    patience,
  )

  test(
    'leaves nothing on its way that changes the service later',
    async () => {
      await Promise.all(outcomes.values())
      for (const service of services) expect(await allFacts(service)).toEqual(untouched[service])
    },
    patience,
  )
})

test(
  'the cloud leaves no process, port or file behind',
  async () => {
    await Promise.all(outcomes.values())
    const { endpoint, folder } = stage.cloud
    const servers = await childProcesses()
    expect(servers.length).toBeGreaterThanOrEqual(services.length)
    await stage.close()
    expect((await childProcesses()).filter((each) => servers.includes(each))).toEqual([])
    await expect(fetch(endpoint)).rejects.toThrow()
    expect([existsSync(folder), existsSync(stage.assembly)]).toEqual([false, false])
  },
  patience,
)

async function childProcesses(): Promise<string[]> {
  const children = await readFile(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8')
  return children.trim().split(' ').filter(Boolean)
}
