import type { FinishedExecution } from '../execution.ts'

export interface Outcome {
  endpoint?: string
  /** What the endpoint answered at the end of the deployment. */
  answer?: unknown
  phases: unknown[]
  /** `as-designed` or `not-as-designed` where a scenario judged, else `succeeded`; `failed` when an execution did not succeed. */
  verdict: string
}

interface Output {
  endpoint?: string
  answer?: unknown
  phases?: unknown[]
  verdict?: string
}

/** What the executions' outputs say together. */
export function outcomeOf(executions: FinishedExecution[]): Outcome {
  const outputs = executions.map(({ description }) => JSON.parse(description.output ?? '{}') as Output)
  const first = <Key extends keyof Output>(key: Key) => outputs.find((output) => output?.[key] !== undefined)?.[key]
  const endpoint = first('endpoint')
  const answer = first('answer')
  const succeeded = executions.every(({ description }) => description.status === 'SUCCEEDED')
  return {
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(answer === undefined ? {} : { answer }),
    phases: first('phases') ?? [],
    verdict: succeeded ? (first('verdict') ?? 'succeeded') : 'failed',
  }
}
