import type { ExecutionIdentity } from '../../../asl/context-object.ts'
import type { Resource, ServiceResource } from '../../../asl/resource.ts'
import { StateError } from '../../../asl/state-error.ts'
import type { TaskRunner } from '../../../asl/task-runner.ts'
import type { Cloud } from '../../../cloud.ts'
import type { Json } from '../../../json.ts'
import { callSdk, recognizesSdk } from './aws-sdk.ts'
import type { Integration, Work } from './integration.ts'
import { callFunction, invoke } from './lambda.ts'
import { RoleSession } from './role-session.ts'
import { startExecution } from './start-execution.ts'

const sdkPrefix = 'aws-sdk:'

/** Whether a Task can be of this resource in this cloud. */
export function recognizes(resource: Resource): boolean | Promise<boolean> {
  if (resource.kind === 'function') return true
  const { service, action, pattern } = resource
  if (service.startsWith(sdkPrefix))
    return pattern !== 'sync' && pattern !== 'sync:2' && recognizesSdk(sdkOf(resource), action)
  if (service === 'lambda') return action === 'invoke' && pattern !== 'sync' && pattern !== 'sync:2'
  return service === 'states' && action === 'startExecution'
}

/** Does the work of an execution's tasks as its machine's role, so that IAM denies what the role lacks. */
export function runnerOf(cloud: Cloud, identity: ExecutionIdentity): TaskRunner {
  const session = new RoleSession(cloud, identity)
  return async (call) => {
    const work = { cloud, call, identity, principal: session.principal() }
    const { resource } = call
    const integration = integrationOf(resource)
    if (resource.kind === 'function' || resource.pattern !== 'waitForTaskToken') return integration(work)
    return untilReported(work, integration)
  }
}

/** The token is good from the start: what gets it may report before the call that gave it is answered. */
async function untilReported(work: Work, integration: Integration): Promise<Json> {
  const { tokens } = work.cloud.states
  const { token = '', signal, heartbeat, submitted } = work.call
  const reported = tokens.wait(token, signal, heartbeat)
  reported.catch(() => {})
  try {
    submitted(await integration(work))
    return await reported
  } finally {
    tokens.forget(token)
  }
}

function integrationOf(resource: Resource): Integration {
  if (resource.kind === 'function') return callFunction
  const { service, action } = resource
  if (service.startsWith(sdkPrefix)) return (work) => callSdk(work, sdkOf(resource), action)
  if (service === 'lambda') return invoke
  if (service === 'states') return startExecution
  throw StateError.runtime(`There is no integration with ${service}.`)
}

const sdkOf = ({ service }: ServiceResource) => service.slice(sdkPrefix.length)
