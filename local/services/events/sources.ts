import type { Cloud } from '../../cloud.ts'

type Publish = (source: string, detailType: string, detail: Record<string, unknown>, resources: string[]) => void

/** Turns what happens in other services into the events they send to EventBridge. */
export function forwardEvents(cloud: Cloud, publish: Publish) {
  cloud.states.onStatusChange((change) =>
    publish('aws.states', 'Step Functions Execution Status Change', { ...change }, [change.executionArn]),
  )
  cloud.ec2.onStateChange(({ id }, state) =>
    publish('aws.ec2', 'EC2 Instance State-change Notification', { 'instance-id': id, state }, [
      cloud.ec2.arn('instance', id),
    ]),
  )
}
