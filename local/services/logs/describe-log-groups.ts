import type {
  DescribeLogGroupsRequest,
  DescribeLogGroupsResponse,
  LogGroup as LogGroupOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { bytesOf, type LogGroup } from './log-group.ts'
import { page } from './page.ts'
import { type LogsState, nameOfGroup } from './state.ts'

export const resources = (_: DescribeLogGroupsRequest, { cloud }: Call) => [`${cloud.logs.arnOf('')}:log-stream:`]

export function handle(input: DescribeLogGroupsRequest, { cloud }: Call): DescribeLogGroupsResponse {
  const { logGroupNamePrefix: prefix, logGroupNamePattern: pattern, logGroupIdentifiers, logGroupClass } = input
  const named = logGroupIdentifiers?.map(nameOfGroup)
  if (prefix !== undefined && pattern !== undefined)
    throw new AwsError(
      'InvalidParameterException',
      'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.',
    )
  const groups = [...cloud.logs.groups.values()]
    .filter(({ name }) => prefix === undefined || name.startsWith(prefix))
    .filter(({ name }) => pattern === undefined || name.toLowerCase().includes(pattern.toLowerCase()))
    .filter(({ name }) => named === undefined || named.includes(name))
    .filter((group) => logGroupClass === undefined || group.logGroupClass === logGroupClass)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const { items, ...token } = page(groups, ({ name }) => name, input)
  return { logGroups: items.map((group) => described(group, cloud.logs)), ...token }
}

function described(group: LogGroup, logs: LogsState): LogGroupOutput {
  const events = [...group.streams.values()].flatMap((stream) => logs.eventsOf(group, stream))
  return {
    logGroupName: group.name,
    creationTime: group.createdAt,
    ...(group.retentionInDays !== undefined && { retentionInDays: group.retentionInDays }),
    metricFilterCount: 0,
    arn: `${logs.arnOf(group.name)}:*`,
    logGroupArn: logs.arnOf(group.name),
    storedBytes: events.reduce((sum, event) => sum + bytesOf(event), 0),
    ...(group.kmsKeyId !== undefined && { kmsKeyId: group.kmsKeyId }),
    logGroupClass: group.logGroupClass,
  }
}
