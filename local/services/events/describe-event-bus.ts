import type { DescribeEventBusRequest, DescribeEventBusResponse } from '@aws-sdk/client-eventbridge'
import type { Call } from '../../operation.ts'
import { checkBus } from './find.ts'

export const resources = (_input: DescribeEventBusRequest, { cloud }: Call) => [cloud.events.busArn]

export function handle({ Name }: DescribeEventBusRequest, call: Call): DescribeEventBusResponse {
  checkBus({ EventBusName: Name }, call)
  return { Name: 'default', Arn: call.cloud.events.busArn }
}
