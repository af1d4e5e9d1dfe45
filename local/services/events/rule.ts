import type { RuleState, Target } from '@aws-sdk/client-eventbridge'
import type { Alarm } from '../../schedule/alarm.ts'
import type { Expression } from '../../schedule/expression.ts'
import type { Pattern } from './pattern.ts'

/** A rule of the default event bus. */
export interface Rule {
  readonly name: string
  readonly arn: string
  /** Cloud time in milliseconds since the epoch; a rate counts from here. */
  readonly createdAt: number
  readonly targets: Map<string, Target>
  pattern?: { text: string; parsed: Pattern } | undefined
  schedule?: { text: string; expression: Expression } | undefined
  state: RuleState
  description?: string | undefined
  roleArn?: string | undefined
  alarm?: Alarm | undefined
}
