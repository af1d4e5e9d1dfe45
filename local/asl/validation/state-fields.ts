import type { StateType } from '../definition.ts'
import { longestSeconds } from '../limits.ts'
import type { Rule } from './value-rules.ts'

const described = { Type: 'string', Comment: 'string', QueryLanguage: 'string' } as const satisfies Record<string, Rule>
const transition = { Next: 'string', End: 'boolean' } as const satisfies Record<string, Rule>
const completion = { Assign: 'object', Output: 'any' } as const satisfies Record<string, Rule>
const failable = { Retry: 'array', Catch: 'array' } as const satisfies Record<string, Rule>
const seconds: Rule = { integerOrExpression: [1, longestSeconds] }
const count: Rule = { integerOrExpression: [0, Number.MAX_SAFE_INTEGER] }

/** What each type of state may say, in JSONata. Source: Amazon States Language, State types. */
export const stateFields: Record<StateType, Record<string, Rule>> = {
  Pass: { ...described, ...transition, ...completion },
  Task: {
    ...described,
    ...transition,
    ...completion,
    ...failable,
    Resource: 'string',
    Arguments: 'any',
    TimeoutSeconds: seconds,
    HeartbeatSeconds: seconds,
  },
  Wait: {
    ...described,
    ...transition,
    ...completion,
    Seconds: { integerOrExpression: [0, longestSeconds] },
    Timestamp: 'timestampOrExpression',
  },
  Choice: { ...described, ...completion, Choices: 'filledArray', Default: 'string' },
  Parallel: { ...described, ...transition, ...completion, ...failable, Arguments: 'any', Branches: 'filledArray' },
  Map: {
    ...described,
    ...transition,
    ...completion,
    ...failable,
    ItemProcessor: 'object',
    Items: 'arrayOrExpression',
    ItemSelector: 'any',
    MaxConcurrency: count,
    ToleratedFailureCount: count,
    ToleratedFailurePercentage: { numberOrExpression: [0, 100] },
  },
  Succeed: { ...described, Output: 'any' },
  Fail: { ...described, Error: 'string', Cause: 'string' },
}

/** Fields without which a state makes no sense. */
export const requiredFields: Partial<Record<StateType, string[]>> = {
  Task: ['Resource'],
  Choice: ['Choices'],
  Parallel: ['Branches'],
  Map: ['ItemProcessor'],
}

/** Fields of which a state has exactly one. */
export const alternatives: Partial<Record<StateType, string[]>> = {
  Pass: ['Next', 'End'],
  Task: ['Next', 'End'],
  Wait: ['Next', 'End'],
  Parallel: ['Next', 'End'],
  Map: ['Next', 'End'],
}

/** Fields of the other query language. */
export const jsonPathFields = new Set([
  'InputPath',
  'OutputPath',
  'Parameters',
  'Result',
  'ResultPath',
  'ResultSelector',
  'SecondsPath',
  'TimestampPath',
  'TimeoutSecondsPath',
  'HeartbeatSecondsPath',
  'ItemsPath',
  'MaxConcurrencyPath',
  'ToleratedFailureCountPath',
  'ToleratedFailurePercentagePath',
  'ErrorPath',
  'CausePath',
  'Variable',
])

/** Fields of Step Functions this cloud does not have, with what it is that is missing. */
export const unsupportedFields: Record<string, string> = {
  ItemReader: 'Distributed Map',
  ItemBatcher: 'Distributed Map',
  ResultWriter: 'Distributed Map',
  Label: 'Distributed Map',
  Credentials: 'Running a task as another role',
}
