import type { Json } from '../json.ts'
import { inputOf, outputOf } from './history.ts'
import { actionOf, type FunctionResource, type Resource, type ServiceResource } from './resource.ts'
import type { StateError } from './state-error.ts'
import { textOf } from './text-of.ts'
import type { Visit } from './visit.ts'

export interface Timeouts {
  timeoutSeconds: number | undefined
  heartbeatSeconds: number | undefined
}

/** The events of one attempt of a task, which differ between functions called by ARN and APIs of services. */
export interface TaskEvents {
  /** What the task is called where its result is too large. */
  readonly name: string
  scheduled(input: Json, timeouts: Timeouts): void
  submitted(output: Json): void
  succeeded(output: Json): void
  failed(failure: StateError): void
  /** The work that was to be waited for could not be started. */
  submitFailed(failure: StateError): void
  timedOut(failure: StateError): void
}

export const taskEvents = (visit: Visit, resource: Resource): TaskEvents =>
  resource.kind === 'function' ? functionEvents(visit, resource) : serviceEvents(visit, resource)

const timeoutsOf = ({ timeoutSeconds, heartbeatSeconds }: Timeouts) => ({
  ...(timeoutSeconds !== undefined && { timeoutInSeconds: timeoutSeconds }),
  ...(heartbeatSeconds !== undefined && { heartbeatInSeconds: heartbeatSeconds }),
})

function functionEvents(visit: Visit, { arn }: FunctionResource): TaskEvents {
  const failed = (failure: StateError) =>
    visit.record('LambdaFunctionFailed', { lambdaFunctionFailedEventDetails: failure.details })
  return {
    name: arn,
    scheduled(input, timeouts) {
      const { heartbeatInSeconds: _, ...timeout } = timeoutsOf(timeouts)
      const lambdaFunctionScheduledEventDetails = { resource: arn, ...inputOf(input), ...timeout }
      visit.record('LambdaFunctionScheduled', { lambdaFunctionScheduledEventDetails })
      visit.record('LambdaFunctionStarted')
    },
    submitted() {},
    succeeded(output) {
      visit.record('LambdaFunctionSucceeded', { lambdaFunctionSucceededEventDetails: outputOf(output) })
    },
    failed,
    submitFailed: failed,
    timedOut(failure) {
      visit.record('LambdaFunctionTimedOut', { lambdaFunctionTimedOutEventDetails: failure.details })
    },
  }
}

function serviceEvents(visit: Visit, service: ServiceResource): TaskEvents {
  const what = { resourceType: service.service, resource: actionOf(service) }
  return {
    name: service.service,
    scheduled(input, timeouts) {
      const call = { ...what, region: visit.run.region, parameters: textOf(input) }
      visit.record('TaskScheduled', { taskScheduledEventDetails: { ...call, ...timeoutsOf(timeouts) } })
      visit.record('TaskStarted', { taskStartedEventDetails: what })
    },
    submitted(output) {
      visit.record('TaskSubmitted', { taskSubmittedEventDetails: { ...what, ...outputOf(output) } })
    },
    succeeded(output) {
      visit.record('TaskSucceeded', { taskSucceededEventDetails: { ...what, ...outputOf(output) } })
    },
    failed(failure) {
      visit.record('TaskFailed', { taskFailedEventDetails: { ...what, ...failure.details } })
    },
    submitFailed(failure) {
      visit.record('TaskSubmitFailed', { taskSubmitFailedEventDetails: { ...what, ...failure.details } })
    },
    timedOut(failure) {
      visit.record('TaskTimedOut', { taskTimedOutEventDetails: { ...what, ...failure.details } })
    },
  }
}
