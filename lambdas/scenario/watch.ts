import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import { StepError } from '../core/errors.ts'
import { payload, step } from '../core/step.ts'
import { loadBalancerNamedFor } from '../lookups/load-balancing.ts'
import { refuseWhileHalted } from './halt.ts'
import { readRun } from './record/run.ts'
import { writeBatch } from './record/sample-record.ts'
import { lookAtTargets, targetGroupArnOf, type Zones } from './target-health.ts'
import { Observation } from './watch/observation.ts'
import { probe } from './watch/probe.ts'

/** A slice ends well before the function's timeout, and a lost one loses little. */
const sliceMilliseconds = 20_000
/** How often samples are written, and the halt switch and the run's state are read. */
const turnMilliseconds = 500

/**
 * One slice of the watch: probes the endpoint and looks at the targets, and writes down what it sees twice a second. Not
 * a wait for AWS but work of its own; the state machine starts the next slice, which continues the schedule.
 */
export const WatchService = step(
  payload({ resumeAt: z.number().nullable() }),
  async ({ service, execution, resumeAt }, { log }) => {
    const run = await readRun(execution)
    const endpoint = await endpointOf(service)
    const targetGroupArn = await targetGroupArnOf(service)
    const zones: Zones = new Map()
    const observation = new Observation({
      ...run.observe,
      firstProbeAt: resumeAt ?? Date.now(),
      probe: () => probe(endpoint),
      look: () => lookAtTargets(service, targetGroupArn, zones),
      missed: (error) => log.warn('a look at the targets failed', error as Error),
    })
    try {
      const done = await untilDone(service, execution, observation)
      return { done, resumeAt: observation.nextProbeAt }
    } finally {
      await observation.stop()
      await writeDown(execution, observation)
    }
  },
)

/** Whether the run has ended before the slice has. Throws `Halted`. */
async function untilDone(service: string, execution: string, observation: Observation): Promise<boolean> {
  const endsAt = Date.now() + sliceMilliseconds
  while (Date.now() < endsAt) {
    await sleep(turnMilliseconds)
    await writeDown(execution, observation)
    const [{ status }] = await Promise.all([readRun(execution), refuseWhileHalted(service)])
    if (status !== 'watching') return true
  }
  return false
}

/** What could not be written stays with the observation: the next batch, which claims to be complete, must have it. */
async function writeDown(execution: string, observation: Observation): Promise<void> {
  const batch = observation.take()
  try {
    await writeBatch(execution, Date.now(), batch)
  } catch (error) {
    observation.giveBack(batch)
    throw error
  }
}

async function endpointOf(service: string): Promise<string> {
  const name = (await loadBalancerNamedFor(service))?.DNSName
  if (name) return `http://${name}/`
  throw new StepError('NotDeployed', `The service ${service} has no load balancer: deploy it first.`)
}
