import type { ListExecutionsInput, ListExecutionsOutput } from '@aws-sdk/client-sfn'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { unsupported } from './errors.ts'
import type { ExecutionRecord } from './execution-record.ts'
import { page } from './page.ts'

export { ofMachine as resources } from './resources.ts'

/** Newest first. */
export function handle(input: ListExecutionsInput, { cloud }: Call): ListExecutionsOutput {
  const { stateMachineArn, statusFilter, mapRunArn, redriveFilter } = input
  if (mapRunArn !== undefined) throw unsupported('Distributed Map')
  if (redriveFilter !== undefined)
    throw new AwsError('ValidationException', 'redriveFilter can only be used with a mapRunArn.')
  if (stateMachineArn === undefined)
    throw new AwsError('ValidationException', 'Must specify either a State Machine ARN or a Map Run ARN')
  const all = cloud.states.executionsOf(cloud.states.machine(stateMachineArn)).reverse()
  const wanted = all.filter(({ status }) => statusFilter === undefined || status === statusFilter)
  const { items, ...rest } = page(wanted, ({ arn }) => arn, input, `${stateMachineArn} ${statusFilter}`)
  return { executions: items.map(listed), ...rest }
}

function listed({ arn, name, machine, status, stoppedAt, execution: { identity } }: ExecutionRecord) {
  const { startedAt, redriveCount, redrivenAt } = identity
  return {
    executionArn: arn,
    stateMachineArn: machine.arn,
    name,
    status,
    startDate: new Date(startedAt),
    ...(stoppedAt !== undefined && { stopDate: new Date(stoppedAt) }),
    redriveCount,
    ...(redrivenAt !== undefined && { redriveDate: new Date(redrivenAt) }),
  }
}
