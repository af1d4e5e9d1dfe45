import type { Architecture, LogFormat, Runtime, TracingMode } from '@aws-sdk/client-lambda'
import type { LambdaFunction } from '../../functions/lambda-function.ts'
import type { Statement } from './resource-policy.ts'

/** A function with all that the API says of it. A change makes a new object, so that environments of the old one end. */
export interface DeployedFunction extends LambdaFunction {
  readonly runtime: Runtime
  readonly description: string
  readonly architectures: readonly Architecture[]
  readonly tracingMode: TracingMode
  readonly ephemeralStorageMegabytes: number
  readonly logFormat: LogFormat
  /** The queue that gets events whose asynchronous invocations have failed for good. */
  readonly deadLetterTargetArn?: string | undefined
  readonly codeSha256: string
  readonly codeBytes: number
  /** Cloud time in milliseconds since the epoch. */
  readonly lastModified: number
  readonly revisionId: string
}

/** What belongs to a function's name, whatever its code and configuration. */
export interface FunctionEntry {
  deployed: DeployedFunction
  reservedConcurrency?: number | undefined
  policy: Map<string, Statement>
}
