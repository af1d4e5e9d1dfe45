import type { FinishedExecution } from '../execution.ts'

export interface Outcome {
  endpoint?: string
  /** What the endpoint answered at the end of the deployment. */
  answer?: unknown
  phases: unknown[]
  /**
   * `as-designed`, `not-as-designed` or `inconclusive` where that is what became of a scenario, else `succeeded`, or
   * `failed` when an execution did not succeed.
   */
  verdict: string
}

interface Output {
  endpoint?: string
  answer?: unknown
  phases?: unknown[]
  verdict?: string
}

/** The errors that a scenario ends with when it has judged; a rehearsal passes them on, unless worse has happened. */
const verdicts: Record<string, string> = { NotAsDesigned: 'not-as-designed', Inconclusive: 'inconclusive' }

/** What the executions say together, of which the first one has started the others. */
export function outcomeOf(executions: FinishedExecution[]): Outcome {
  const outputs = executions.map(({ description }) => JSON.parse(description.output ?? '{}') as Output)
  const first = <Key extends keyof Output>(key: Key) => outputs.find((output) => output?.[key] !== undefined)?.[key]
  const endpoint = first('endpoint')
  const answer = first('answer')
  const failed = executions.find(({ description }) => description.status !== 'SUCCEEDED')
  return {
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(answer === undefined ? {} : { answer }),
    phases: first('phases') ?? [],
    verdict: failed ? (verdicts[failed.description.error ?? ''] ?? 'failed') : (first('verdict') ?? 'succeeded'),
  }
}
