import type { ExecutionRecord, Status } from './execution-record.ts'

/** The detail of the event "Step Functions Execution Status Change". Source: EventBridge events of Step Functions. */
export interface StatusChange {
  executionArn: string
  stateMachineArn: string
  name: string
  status: Status
  /** Milliseconds since the epoch. */
  startDate: number
  stopDate: number | null
  input: string
  inputDetails: { included: true }
  output: string | null
  outputDetails: { included: true } | null
  error: string | null
  cause: string | null
  redriveCount: number
  redriveDate: number | null
  redriveStatus: 'REDRIVABLE' | 'NOT_REDRIVABLE'
  redriveStatusReason: string | null
  stateMachineVersionArn: null
  stateMachineAliasArn: null
}

/** What EventBridge is told of an execution as it is now. */
export function statusChangeOf(record: ExecutionRecord, now: number): StatusChange {
  const { redriveCount, redriveDate, redriveStatus, redriveStatusReason } = record.describeRedrives(now)
  const { output, failure } = record
  return {
    executionArn: record.arn,
    stateMachineArn: record.machine.arn,
    name: record.name,
    status: record.status,
    startDate: record.execution.identity.startedAt,
    stopDate: record.stoppedAt ?? null,
    input: record.input,
    inputDetails: { included: true },
    output: output ?? null,
    outputDetails: output === undefined ? null : { included: true },
    error: failure.error ?? null,
    cause: failure.cause ?? null,
    redriveCount,
    redriveDate: redriveDate?.getTime() ?? null,
    redriveStatus,
    redriveStatusReason: redriveStatusReason ?? null,
    stateMachineVersionArn: null,
    stateMachineAliasArn: null,
  }
}
