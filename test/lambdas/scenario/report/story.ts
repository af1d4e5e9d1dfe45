import { catalogue } from '../../../../lambdas/scenario/catalogue.ts'
import { type Journal, journalOf } from '../../../../lambdas/scenario/journal.ts'
import { progressOf } from '../../../../lambdas/scenario/judging/progress.ts'
import type { Answer, Look, Probe, Samples, Target } from '../../../../lambdas/scenario/judging/sample.ts'
import { summarize } from '../../../../lambdas/scenario/judging/summary.ts'
import { Phases } from '../../../../lambdas/scenario/phase.ts'
import type { PhaseRecord } from '../../../../lambdas/scenario/record/phase-record.ts'
import type { Run } from '../../../../lambdas/scenario/record/run.ts'

const beginning = Date.parse('2026-11-22T10:00:00Z')
const secondsOfPhase = 20
const effectAfterSeconds = 4
const instances = ['i-0a11ce5afe0000001', 'i-0b0bfade00000002a', 'i-0ca11ab1e00000003'] as const
const newcomer = 'i-0dec0ded000000004'
const zoneOf = (id: string) => `us-west-2${'abca'[[...instances, newcomer].indexOf(id)]}`
const refused = { reason: 'Target.ResponseCodeMismatch', description: 'Health checks failed with these codes: [503]' }
const draining = { reason: 'Target.DeregistrationInProgress', description: 'Target deregistration is in progress' }

/** A run of the default scenario as it goes when the service is as designed, told instead of run. */
export function story(): { run: Run; records: PhaseRecord[]; journal: Journal; samples: Samples } {
  const run: Run = {
    service: 'demo',
    execution: 'arn:aws:states:us-west-2:123456789012:execution:ResilientService-Scenario:told',
    scenario: 'resilience',
    phases: Phases.parse(catalogue.resilience),
    observe: { seconds: 12, perSecond: 10, looksPerSecond: 2, steadySeconds: 2 },
    startedAt: new Date(beginning).toISOString(),
    status: 'watching',
    capacity: 3,
    zones: ['us-west-2a', 'us-west-2b', 'us-west-2c'],
    active: {},
  }
  const samples = { probes: told(10, probeAt), looks: told(2, lookAt) }
  const records = run.phases.map((_, index) => recordOf(run, samples, index))
  return { run, records, journal: journalOf(run, records), samples }
}

function told<Item>(perSecond: number, at: (seconds: number, index: number) => Item): Item[] {
  return Array.from({ length: 8 * secondsOfPhase * perSecond }, (_, index) => at(index / perSecond, index))
}

function probeAt(seconds: number, index: number): Probe {
  const phase = stateAt(seconds)
  const all = seconds < 5.4 * secondsOfPhase ? instances : [newcomer, instances[1], instances[2]]
  const inRotation = phase === 4 || (phase === 5 && seconds < 5.4 * secondsOfPhase) ? all.slice(1) : all
  const instance = inRotation[index % inRotation.length] ?? newcomer
  const answer = answerIn(phase, instance)
  const latencyMs = 8 + ((index * 7919) % 13) + (answer === 'error' ? 20 : 0)
  const sentAt = beginning + seconds * 1_000
  if (answer === 'error') return { sentAt, latencyMs, answer, status: 502 }
  return { sentAt, latencyMs, answer, status: 200, instance, zone: zoneOf(instance) }
}

function answerIn(phase: number, instance: string): Answer {
  if (phase === 1) return 'error'
  if (phase === 2 || phase === 6) return 'static'
  return phase === 3 && instance === instances[0] ? 'static' : 'table'
}

function lookAt(seconds: number): Look {
  const phase = stateAt(seconds)
  const first = firstTarget(seconds, phase)
  const others = instances.slice(1).map((id) => targetOf(id, phase === 6 ? 'unhealthy' : 'healthy'))
  return { at: beginning + seconds * 1_000, targets: [...first, ...others] }
}

function firstTarget(seconds: number, phase: number): Target[] {
  const turn = 5 * secondsOfPhase
  if (seconds < turn) return [targetOf(instances[0], phase === 4 ? 'unhealthy' : 'healthy')]
  if (seconds < turn + 2) return [targetOf(instances[0], 'draining'), targetOf(newcomer, 'initial')]
  if (seconds < turn + effectAfterSeconds) return [targetOf(newcomer, 'initial')]
  return [targetOf(newcomer, phase === 6 ? 'unhealthy' : 'healthy')]
}

function targetOf(id: string, state: string): Target {
  const why = { unhealthy: refused, draining, initial: { reason: 'Elb.InitialHealthChecking' } }[state]
  return { id, zone: zoneOf(id), state, ...why }
}

/** The phase whose effect is there: each takes a while to show. */
function stateAt(seconds: number): number {
  return Math.max(0, Math.floor((seconds - effectAfterSeconds) / secondsOfPhase))
}

function recordOf(run: Run, samples: Samples, index: number): PhaseRecord {
  const phase = run.phases[index]
  if (!phase) throw new Error(`no phase ${index}`)
  const startedAt = beginning + index * secondsOfPhase * 1_000
  const change = {
    startedAt,
    injectedAt: startedAt + 400,
    probesPerSecond: run.observe.perSecond,
    looksPerSecond: 1,
    steadySeconds: 2,
  }
  const terms = { capacity: 3, zones: run.zones, affected: index > 2 ? [instances[0]] : [], affectedZones: [] }
  const end = startedAt + secondsOfPhase * 1_000
  const known = {
    probes: samples.probes.filter(({ sentAt }) => sentAt < end),
    looks: samples.looks.filter(({ at }) => at < end),
  }
  const progress = progressOf(phase.promise, known, terms, change, { ceilingSeconds: 19, observeSeconds: 12 }, end)
  const summary = summarize(phase.promise, known, terms, change, progress)
  return { index, name: phase.name, startedAt, terms, lifted: phase.lift, injected: phase.inject, summary }
}
