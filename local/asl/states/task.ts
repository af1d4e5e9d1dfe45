import { randomBytes } from 'node:crypto'
import type { Json } from '../../json.ts'
import type { TaskState } from '../definition.ts'
import { fill } from '../expression/template.ts'
import { fillInteger } from '../expression/typed-field.ts'
import { longestSeconds, requireFits } from '../limits.ts'
import { childController } from '../pause.ts'
import { parseResource, type Resource, runsFunction } from '../resource.ts'
import { StateError } from '../state-error.ts'
import { type TaskEvents, type Timeouts, taskEvents } from '../task-events.ts'
import type { Outcome, Visit } from '../visit.ts'
import { Deadlines } from './deadlines.ts'

/** Has work done outside of the execution, within its timeouts. */
export async function task(visit: Visit<TaskState>): Promise<Outcome> {
  const { state } = visit
  const resource = parseResource(state.Resource)
  if (!resource) throw StateError.runtime(`The resource provided ${state.Resource} is not recognized.`)
  if (waitsForToken(resource)) visit.token = randomBytes(390).toString('base64url')
  const scope = visit.scope()
  const input = state.Arguments === undefined ? visit.input : await fill(state.Arguments, 'Arguments', scope)
  const bounds = { from: 1, to: longestSeconds }
  const timeouts = {
    timeoutSeconds: await fillInteger(state.TimeoutSeconds, 'TimeoutSeconds', scope, bounds),
    heartbeatSeconds: await fillInteger(state.HeartbeatSeconds, 'HeartbeatSeconds', scope, bounds),
  }
  const events = taskEvents(visit, resource)
  requireFits(input, visit.name)
  events.scheduled(input, timeouts)
  const result = await perform(visit, { resource, input, timeouts, events })
  events.succeeded(result)
  return visit.complete(state, result, { result })
}

interface Work {
  resource: Resource
  input: Json
  timeouts: Timeouts
  events: TaskEvents
}

/** Runs the work against its deadlines, recording how it failed where it does. */
async function perform(visit: Visit<TaskState>, { resource, input, timeouts, events }: Work): Promise<Json> {
  using controller = childController(visit.signal)
  const clock = runsFunction(resource) ? visit.run.wall : visit.run.clock
  using deadlines = new Deadlines(clock, timeouts, waitsForToken(resource))
  const aborted = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason), { once: true })
  })
  let isSubmitted = resource.kind === 'function' || resource.pattern === undefined
  const work = visit.run.tasks({
    resource,
    arguments: input,
    token: visit.token,
    signal: controller.signal,
    submitted(output) {
      if (controller.signal.aborted) return
      isSubmitted = true
      events.submitted(output)
    },
    heartbeat: () => deadlines.heartbeat(),
  })
  try {
    const result = await Promise.race([work, deadlines.passed, aborted])
    requireFits(result, events.name)
    return result
  } catch (thrown) {
    visit.signal.throwIfAborted()
    controller.abort(thrown)
    if (!(thrown instanceof StateError)) throw thrown
    if (thrown === deadlines.failure) events.timedOut(thrown)
    else if (isSubmitted) events.failed(thrown)
    else events.submitFailed(thrown)
    throw thrown
  }
}

const waitsForToken = (resource: Resource) => resource.kind === 'service' && resource.pattern === 'waitForTaskToken'
