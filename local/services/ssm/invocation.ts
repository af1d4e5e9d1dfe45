import type { CommandInvocationStatus } from '@aws-sdk/client-ssm'

/** What one command did on one instance. */
export interface Invocation {
  commandId: string
  instanceId: string
  documentName: string
  comment: string
  status: CommandInvocationStatus
  /** The exit code; -1 until the command has ended. */
  responseCode: number
  output: string
  /** Cloud time in milliseconds. */
  requestedAt: number
  endedAt?: number
}
