import type { Target } from '@aws-sdk/client-scheduler'
import { AwsError } from '../../aws-error.ts'
import type { Cloud } from '../../cloud.ts'
import { callOf, type TargetCall } from '../../delivery/target-call.ts'

const universal = /^arn:aws:scheduler:::aws-sdk:([a-z0-9]+):([a-zA-Z0-9]+)$/

/** Names that universal targets use where requests are signed for another one. */
const signingNames: Record<string, string> = {
  cloudwatch: 'monitoring',
  cloudwatchlogs: 'logs',
  elasticloadbalancingv2: 'elasticloadbalancing',
  eventbridge: 'events',
  resourcegroupstaggingapi: 'tagging',
  sfn: 'states',
}

/** Services whose members begin in lower case, whereas a universal target spells every member in upper case. */
const lowerCaseMembers = new Set(['states', 'logs'])

/** Actions that only read cannot be scheduled. */
const reading =
  /^(get|describe|list|poll|receive|search|scan|query|select|read|test|view|lookup|detect|discover|batchGet)/

/** The call that an invocation makes. Throws AwsError for an input that the target cannot take. */
export function targetCall(cloud: Cloud, target: Target, input: string): TargetCall {
  const { Arn = '' } = target
  const call = universalCall(Arn, input) ?? eventCall(target, input) ?? callOf(cloud, Arn, input)
  if (!call) throw new AwsError('ValidationException', `Targets like ${Arn} are not supported by this cloud.`)
  return call
}

function universalCall(arn: string, input: string): TargetCall | undefined {
  const [, name = '', action = ''] = universal.exec(arn) ?? []
  if (!action) return undefined
  const signingName = signingNames[name] ?? name
  const operation = action.charAt(0).toUpperCase() + action.slice(1)
  return { signingName, operation, input: membersOf(input, lowerCaseMembers.has(signingName)) }
}

function membersOf(input: string, inLowerCase: boolean): Record<string, unknown> {
  const members = Object.entries(parseObject(input))
  const spelled = (name: string) => (inLowerCase ? name.charAt(0).toLowerCase() + name.slice(1) : name)
  return Object.fromEntries(members.map(([name, value]) => [spelled(name), value]))
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    throw new AwsError('ValidationException', 'Input must be a valid JSON object for this target.')
  }
  throw new AwsError('ValidationException', 'Input must be a valid JSON object for this target.')
}

/** An event bus as a target gets the input as the detail of an event. */
function eventCall({ Arn = '', EventBridgeParameters }: Target, input: string): TargetCall | undefined {
  if (!/^arn:aws:events:[^:]*:[^:]*:event-bus\//.test(Arn)) return undefined
  const { DetailType, Source } = EventBridgeParameters ?? {}
  const entry = { EventBusName: Arn, DetailType, Source, Detail: input }
  return { signingName: 'events', operation: 'PutEvents', input: { Entries: [entry] } }
}

/** Refuses a target that EventBridge Scheduler, or this cloud, does not take. */
export function checkTarget(cloud: Cloud, target: Target) {
  const invalid = (message: string) => new AwsError('ValidationException', message)
  const { Arn = '', EventBridgeParameters } = target
  const [, , action = ''] = universal.exec(Arn) ?? []
  if (reading.test(action)) throw invalid(`Provided Arn is not supported: ${Arn}`)
  if (!/^arn:aws[\w-]*:[\w-]+:/.test(Arn)) throw invalid(`Provided Arn is not in correct format: ${Arn}`)
  targetCall(cloud, target, action ? (target.Input ?? '') : '{}')
  if (Arn.includes(':event-bus/') && !(EventBridgeParameters?.DetailType && EventBridgeParameters.Source))
    throw invalid('EventBridgeParameters are required for an event bus.')
}
