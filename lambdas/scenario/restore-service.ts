import * as z from 'zod'
import { StepError } from '../core/errors.ts'
import { payload, step } from '../core/step.ts'
import { teardownInput } from '../input.ts'
import { lockOwner, releaseLock } from '../lock.ts'
import { readBefore } from './record/before.ts'
import { findRun } from './record/run.ts'
import { restore } from './restore.ts'

/** Targets need two health checks to be well again, and a group some minutes to replace an instance. */
const ceilingSeconds = 600

const fromMachine = payload({ since: z.number().nullable() })

/** What EventBridge says when an execution of the scenario has ended without succeeding; a long input it leaves out. */
const fromRule = z.object({ detail: z.object({ executionArn: z.string(), input: z.string().nullish() }) })

const named = z.object({ service: teardownInput.shape.service })

const handler = step(z.union([fromMachine, fromRule]), async (input) => {
  if ('detail' in input) {
    const { executionArn: after, input: given } = input.detail
    return { after, ...(await restoreAfter(after, given)) }
  }
  const since = input.since ?? Date.now()
  const before = await readBefore(input.service)
  const differences = before ? await restore(before) : []
  const givenUp = differences.length > 0 && Date.now() - since > ceilingSeconds * 1_000
  return { restored: differences.length === 0, givenUp, differences, since }
})

/**
 * Puts the service back as it was before the run, as far as that can be done at once, and says whether it is: the state
 * machine asks again until it is. EventBridge calls it too, when an execution has ended without doing so itself.
 */
export const RestoreService = Object.assign(handler, { schema: fromMachine })

/**
 * Restores after an execution that was stopped or lost, also what an earlier one had left and it was about to restore,
 * unless a newer one has taken the service over: that one restores first, before it breaks anything. Throws while
 * something is not as it was, so that Lambda calls again a minute later.
 */
async function restoreAfter(execution: string, input?: string | null) {
  const service = (await findRun(execution))?.service ?? serviceIn(input)
  const before = service === undefined ? undefined : await readBefore(service)
  if (service === undefined || !before) return { restored: true, differences: [] }
  const owner = await lockOwner(service)
  if (owner !== execution && before.execution !== execution) return { restored: true, differences: [] }
  if (owner !== undefined && owner !== execution) {
    throw new StepError('Busy', `${owner} works on the service ${service}: it is restored when that has ended.`)
  }
  const differences = await restore(before)
  if (differences.length > 0) throw new StepError('NOT_RESTORED', differences.join('; '))
  await releaseLock(service, execution)
  return { restored: true, differences }
}

/** An execution that ended before it had a run of its own names its service in its input only. */
function serviceIn(input: string | null | undefined): string | undefined {
  return input ? named.safeParse(JSON.parse(input)).data?.service : undefined
}
