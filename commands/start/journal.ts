import { wordsOf } from '../complain.ts'
import type { FinishedExecution } from '../execution.ts'
import type { Context } from './context.ts'
import { outcomeOf } from './outcome.ts'
import { messageIn } from './progress.ts'

/** What one `npm start` did, for other programs to read. Times are cloud time, but for those in the phases: wall time. */
export interface Journal {
  service: string
  /** Cloud seconds per wall second of an embedded cloud; nobody knows another one's. */
  speed?: number
  executions: {
    machine: string
    arn: string
    status: string
    error?: string
    cause?: string
    startedAt: string
    stoppedAt: string
    cloudSeconds: number
    historyEvents: number
  }[]
  endpoint?: string
  /** What the endpoint answered at the end of the deployment. */
  answer?: unknown
  phases: unknown[]
  /** The scenario's report page, where there is one. */
  report?: string
  leftovers: string[]
  /** Whether it was looked for leftovers: after a machine that removes, or was to, and had begun. */
  lookedForLeftovers: boolean
  verdict: string
  /** What has ended the command before its executions had ended. */
  error?: string
}

/** Tells a run by what its tasks have left in their context. */
export function journalOf(
  service: string,
  { executions, leftovers, saved, thrown }: Context,
  speed: number | undefined,
): Journal {
  const { endpoint, answer, phases, verdict } = outcomeOf(executions)
  return {
    service,
    ...(speed === undefined ? {} : { speed }),
    executions: executions.map(journalEntry),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(answer === undefined ? {} : { answer }),
    phases: saved?.phases ?? phases,
    ...(saved === undefined ? {} : { report: saved.page }),
    leftovers: leftovers ?? [],
    lookedForLeftovers: leftovers !== undefined,
    verdict: thrown !== undefined || leftovers?.length ? 'failed' : verdict,
    ...(thrown === undefined ? {} : { error: wordsOf(thrown) }),
  }
}

/** An execution's line in the journal. */
function journalEntry({ machine, description, events }: FinishedExecution): Journal['executions'][number] {
  const { executionArn = '', status = '', error, cause, startDate = new Date(0), stopDate = startDate } = description
  return {
    machine,
    arn: executionArn,
    status,
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause: messageIn(cause) }),
    startedAt: startDate.toISOString(),
    stoppedAt: stopDate.toISOString(),
    cloudSeconds: Math.round((stopDate.getTime() - startDate.getTime()) / 100) / 10,
    historyEvents: events.length,
  }
}
