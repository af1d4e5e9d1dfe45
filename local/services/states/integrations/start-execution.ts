import { setImmediate } from 'node:timers/promises'
import type { DescribeExecutionOutput, StartExecutionOutput } from '@aws-sdk/client-sfn'
import { StateError } from '../../../asl/state-error.ts'
import { textOf } from '../../../asl/text-of.ts'
import { isObject, type Json, type JsonObject } from '../../../json.ts'
import { httpMetadata } from './http-metadata.ts'
import type { Integration, Work } from './integration.ts'
import { operationOf } from './sdk-service.ts'
import { toSdk } from './sdk-shapes.ts'
import { optimizedError } from './service-error.ts'

const naming = {
  prefix: 'StepFunctions',
  general: 'AWSStepFunctionsException',
  service: 'AWSStepFunctions',
  client: () => import('@aws-sdk/client-sfn') as Promise<Record<string, unknown>>,
}

/** `arn:aws:states:::states:startExecution`, with `.sync` and `.sync:2` waiting for the end of what was started. */
export const startExecution: Integration = async (work) => {
  const { resource, signal, submitted } = work.call
  const { Input, ...rest } = isObject(work.call.arguments) ? work.call.arguments : {}
  const api = await operationOf('states', 'StartExecution')
  // As a request over a network would: executions that start each other without end must not keep the cloud from all else.
  await setImmediate()
  signal.throwIfAborted()
  const parameters = { ...(api && (toSdk(api.input, rest) as JsonObject)), input: inputText(Input) }
  const { executionArn = '', startDate } = await callStates<StartExecutionOutput>(work, 'StartExecution', parameters)
  const started = { ExecutionArn: executionArn, StartDate: startDate?.getTime() ?? null }
  const bytes = textOf({ executionArn, startDate: 0 }).length
  const answer = {
    ...started,
    ...httpMetadata(work.cloud.clock.now(), bytes, 'application/x-amz-json-1.0'),
  }
  const waits = resource.kind === 'service' && (resource.pattern === 'sync' || resource.pattern === 'sync:2')
  if (!waits) return answer
  submitted(answer)
  stopWhenAborted(work, executionArn)
  await work.cloud.states.ended(work.cloud.states.execution(executionArn), signal)
  return resultOf(work, executionArn, resource.pattern === 'sync:2')
}

/** Objects become the text the API takes; text is taken to be that already. */
function inputText(input: Json | undefined): string | undefined {
  if (input === undefined) return undefined
  return typeof input === 'string' ? input : textOf(input)
}

async function callStates<Output>({ cloud, principal }: Work, operation: string, input: object): Promise<Output> {
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
  try {
    return await cloud.invoke<Output>(principal, 'states', operation, given)
  } catch (thrown) {
    throw await optimizedError(thrown, naming)
  }
}

/** What waits no longer for a child does not leave it running, as far as its role may stop it. */
function stopWhenAborted(work: Work, executionArn: string) {
  const stop = async () => {
    const { status } = work.cloud.states.execution(executionArn)
    if (status === 'RUNNING') await callStates(work, 'StopExecution', { executionArn })
  }
  const { signal } = work.call
  const stopped = () => void stop().catch((thrown) => work.cloud.note(String(thrown)))
  // While it was being started, nobody listened.
  if (signal.aborted) stopped()
  else signal.addEventListener('abort', stopped, { once: true })
}

async function resultOf(work: Work, executionArn: string, asJson: boolean): Promise<Json> {
  const described = await callStates<DescribeExecutionOutput>(work, 'DescribeExecution', { executionArn })
  if (described.status !== 'SUCCEEDED')
    throw new StateError('States.TaskFailed', textOf(descriptionOf(described, false)))
  return descriptionOf(described, asJson)
}

/** A description as these integrations give it, its members in the order of their names. */
function descriptionOf(described: DescribeExecutionOutput, asJson: boolean): JsonObject {
  const data = (text: string | undefined): Json | undefined => (text !== undefined && asJson ? JSON.parse(text) : text)
  const members: Record<string, Json | undefined> = {
    Cause: described.cause,
    Error: described.error,
    ExecutionArn: described.executionArn,
    Input: data(described.input),
    InputDetails: { Included: true },
    Name: described.name,
    Output: data(described.output),
    OutputDetails: described.output === undefined ? undefined : { Included: true },
    RedriveCount: described.redriveCount,
    RedriveStatus: described.redriveStatus,
    RedriveStatusReason: described.redriveStatusReason,
    StartDate: described.startDate?.getTime(),
    StateMachineArn: described.stateMachineArn,
    Status: described.status,
    StopDate: described.stopDate?.getTime(),
  }
  return Object.fromEntries(
    Object.entries(members).filter((member): member is [string, Json] => member[1] !== undefined),
  )
}
