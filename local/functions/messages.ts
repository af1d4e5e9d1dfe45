/** What the cloud tells the process of an execution environment. */
export type ToEnvironment =
  | { type: 'initialize'; folder: string; handler: string; environment: Record<string, string> }
  | { type: 'invoke'; invocation: Invocation }

/** What that process tells the cloud. */
export type FromEnvironment =
  /** Node has started, and no function is loaded yet. */
  | { type: 'booted' }
  | { type: 'initialized' }
  | { type: 'initialization-failed'; error: FunctionError }
  /** Written to standard output or error; `record` when it is one log event, however many lines. */
  | { type: 'output'; text: string; record: boolean }
  | { type: 'succeeded'; payload: string; memoryBytes: number }
  | { type: 'failed'; error: FunctionError; memoryBytes: number }
  /** An error nobody caught: the process ends after this. */
  | { type: 'crashed'; error: FunctionError }

/** What an execution environment needs to know of one invocation. */
export interface Invocation {
  requestId: string
  /** JSON text. */
  event: string
  /** Wall time in milliseconds since the epoch. */
  deadline: number
  functionArn: string
  traceId: string
}

/** A failed invocation's payload, in the form Lambda gives it. */
export interface FunctionError {
  errorType: string
  errorMessage: string
  trace?: string[]
}
