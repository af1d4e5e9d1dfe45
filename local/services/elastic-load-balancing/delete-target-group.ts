import type { DeleteTargetGroupInput, DeleteTargetGroupOutput } from '@aws-sdk/client-elastic-load-balancing-v2'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { checkArn } from './arn.ts'

export function resources({ TargetGroupArn = '' }: DeleteTargetGroupInput): string[] {
  return [TargetGroupArn]
}

/** One that is not there counts as deleted: AWS lists no other error than ResourceInUse. */
export function handle({ TargetGroupArn = '' }: DeleteTargetGroupInput, { cloud }: Call): DeleteTargetGroupOutput {
  const group = cloud.elasticLoadBalancing.targetGroup(checkArn(cloud, TargetGroupArn, 'targetGroup'))
  if (group === undefined) return {}
  if (group.balancer !== undefined)
    throw new AwsError('ResourceInUse', `Target group '${group.arn}' is currently in use by a listener or a rule`)
  cloud.elasticLoadBalancing.removeTargetGroup(group)
  return {}
}
