import type { Json, JsonObject } from '../json.ts'

/** What an execution tells its states about itself. */
export interface ExecutionIdentity {
  readonly arn: string
  readonly name: string
  readonly roleArn: string
  readonly stateMachine: { readonly arn: string; readonly name: string }
  /** Cloud time in milliseconds since the epoch. */
  readonly startedAt: number
  redriveCount: number
  /** Cloud time of the last redrive. */
  redrivenAt?: number
}

/** What a Map tells the states of an iteration. */
export interface MapItem {
  index: number
  value: Json
}

interface Circumstances {
  identity: ExecutionIdentity
  input: Json
  state: { name: string; enteredAt: number; retryCount?: number }
  item: MapItem | undefined
  token: string | undefined
}

/** The value of `$states.context`. Source: Step Functions, Accessing execution data from the Context object. */
export function contextObject({ identity, input, state, item, token }: Circumstances): JsonObject {
  return {
    Execution: {
      Id: identity.arn,
      Input: input,
      StartTime: timeText(identity.startedAt),
      Name: identity.name,
      RoleArn: identity.roleArn,
      RedriveCount: identity.redriveCount,
      ...(identity.redrivenAt !== undefined && { RedriveTime: timeText(identity.redrivenAt) }),
    },
    StateMachine: { Id: identity.stateMachine.arn, Name: identity.stateMachine.name },
    State: {
      Name: state.name,
      EnteredTime: timeText(state.enteredAt),
      ...(state.retryCount !== undefined && { RetryCount: state.retryCount }),
    },
    ...(item && { Map: { Item: { Index: item.index, Value: item.value } } }),
    ...(token !== undefined && { Task: { Token: token } }),
  }
}

const timeText = (milliseconds: number) => new Date(milliseconds).toISOString()
