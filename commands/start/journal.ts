import type { FinishedExecution } from '../execution.ts'
import { messageIn } from './progress.ts'

/** What one `npm start` did, for other programs to read. Times are cloud time. */
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
  verdict: string
}

/** An execution's line in the journal. */
export function journalEntry({ machine, description, events }: FinishedExecution): Journal['executions'][number] {
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
