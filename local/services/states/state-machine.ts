import type { LoggingConfiguration, TracingConfiguration } from '@aws-sdk/client-sfn'
import type { StateMachineDefinition } from '../../asl/definition.ts'
import type { VariableReferences } from '../../asl/validation/expressions.ts'

/** What an update replaces as a whole; an execution keeps the revision it was started with. */
export interface Revision {
  /** Only updates give one. */
  readonly id?: string
  /** As it was handed in. */
  readonly text: string
  readonly definition: StateMachineDefinition
  readonly variableReferences: VariableReferences
  readonly roleArn: string
  readonly logging: LoggingConfiguration
  readonly tracing: TracingConfiguration
  /** Cloud time in milliseconds since the epoch. */
  readonly madeAt: number
}

export interface StateMachine {
  readonly arn: string
  readonly name: string
  readonly createdAt: number
  revision: Revision
  /** Its executions end at their next transition, and it goes with the last of them. */
  isDeleting: boolean
}

/** The members that every description of a machine or of its revision has. */
export const describeRevision = ({ text, roleArn, logging, tracing, variableReferences, id }: Revision) => ({
  definition: text,
  roleArn,
  loggingConfiguration: logging,
  tracingConfiguration: tracing,
  encryptionConfiguration: { type: 'AWS_OWNED_KEY' as const },
  ...(Object.keys(variableReferences).length > 0 && { variableReferences }),
  ...(id !== undefined && { revisionId: id }),
})
