import * as z from 'zod'
import { StepError } from '../core/errors.ts'
import { payload, step } from '../core/step.ts'
import { teardownInput } from '../input.ts'
import { isRunning, lockOwner, releaseLock } from '../lock.ts'
import { recoverySecondsOf } from './check-pace.ts'
import { readAllBefore, readBefore } from './record/before.ts'
import { markRestoring } from './record/run.ts'
import { restore } from './restore.ts'

/** What the group needs, after instances had their time to recover, to replace those that did not. */
const replacementSeconds = 600

const fromMachine = payload({ since: z.number().nullable() })

/** What EventBridge says when an execution of the scenario has ended without succeeding; a long input it leaves out. */
const fromRule = z.object({ detail: z.object({ executionArn: z.string(), input: z.string().nullish() }) })

const fromSchedule = z.object({ 'detail-type': z.literal('Scheduled Event') })

const named = z.object({ service: teardownInput.shape.service })

const handler = step(z.union([fromMachine, fromRule, fromSchedule]), async (input) => {
  if ('since' in input) return await restoreWithin(input)
  if (!('detail' in input)) return await restoreAll()
  const { executionArn: after, input: given } = input.detail
  return { after, ...(await restoreAfter(after, given)) }
})

/**
 * Puts the service back as it was before the run, as far as that can be done at once, and says whether it is: the state
 * machine asks again until it is. EventBridge calls it too: when an execution has ended without doing so itself, and
 * now and then for all services.
 */
export const RestoreService = Object.assign(handler, { schema: fromMachine })

/** Restores for an execution that works on the service, or for a person. Throws `Busy` while another one works on it. */
async function restoreWithin({ service, execution, since: begun }: z.output<typeof fromMachine>) {
  const since = begun ?? Date.now()
  await refuseWhileBusy(service, execution)
  const before = await readBefore(service)
  const differences = before ? await restore(before) : []
  const restored = differences.length === 0
  const passedSeconds = (Date.now() - since) / 1_000
  const givenUp = !restored && passedSeconds > (await ceilingSecondsFor(service))
  return { restored, givenUp, differences, since, pauseSeconds: pauseAfter(passedSeconds) }
}

async function ceilingSecondsFor(service: string): Promise<number> {
  return (await recoverySecondsOf(service)) + replacementSeconds
}

/** The longer it has taken, the less a minute matters: a slow health check must not make a history too long. */
function pauseAfter(passedSeconds: number): number {
  return Math.round(Math.min(60, Math.max(3, passedSeconds / 10)))
}

/**
 * Restores after an execution that was stopped or lost, also what an earlier one had left and it was about to restore,
 * unless a newer one has taken the service over: that one restores first, before it breaks anything. Throws while
 * something is not as it was, so that Lambda calls again a minute later.
 */
async function restoreAfter(execution: string, input?: string | null) {
  // At once, whoever restores: a step of that execution may be about to inject something.
  const run = await markRestoring(execution)
  const service = run?.service ?? serviceIn(input)
  const before = service === undefined ? undefined : await readBefore(service)
  if (service === undefined || !before) return { restored: true, differences: [] }
  const owner = await lockOwner(service)
  if (owner !== execution && before.execution !== execution) return { restored: true, differences: [] }
  await refuseWhileBusy(service, execution)
  const differences = await restore(before)
  if (differences.length > 0) throw new StepError('NOT_RESTORED', differences.join('; '))
  await releaseLock(service, execution)
  return { restored: true, differences }
}

/**
 * Restores every service that an execution has left broken and that nobody works on: an event may get lost, and a
 * service may need longer to recover than Lambda tries. Throws while one of them is not as it was.
 */
async function restoreAll() {
  const left: string[] = []
  for (const before of await readAllBefore()) {
    const { service, execution } = before
    if (await busyWith(service)) continue
    const differences = await restore(before).catch((error: Error) => [error.message])
    if (differences.length === 0) await releaseLock(service, execution)
    left.push(...differences.map((difference) => `${service}: ${difference}`))
  }
  if (left.length > 0) throw new StepError('NOT_RESTORED', left.join('; '))
  return { restored: true, differences: [] }
}

/** An execution that ended before it had a run of its own names its service in its input only. */
function serviceIn(input: string | null | undefined): string | undefined {
  return input ? named.safeParse(JSON.parse(input)).data?.service : undefined
}

async function refuseWhileBusy(service: string, execution: string): Promise<void> {
  const owner = await busyWith(service, execution)
  if (owner)
    throw new StepError('Busy', `${owner} is working on the service ${service}: stop it, or wait for it to end.`)
}

/** The execution that works on a service, unless it is the one that asks. */
async function busyWith(service: string, execution?: string): Promise<string | undefined> {
  const owner = await lockOwner(service)
  return owner !== undefined && owner !== execution && (await isRunning(owner)) ? owner : undefined
}
