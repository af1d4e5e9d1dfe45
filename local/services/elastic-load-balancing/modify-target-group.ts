import type { ModifyTargetGroupInput, ModifyTargetGroupOutput } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Call } from '../../operation.ts'
import { findTargetGroup } from './find.ts'
import { healthCheckSettings } from './health-check-settings.ts'

export function resources({ TargetGroupArn = '' }: ModifyTargetGroupInput): string[] {
  return [TargetGroupArn]
}

/** New settings hold from each target's next check on. */
export function handle(input: ModifyTargetGroupInput, { cloud }: Call): ModifyTargetGroupOutput {
  const group = findTargetGroup(cloud, input.TargetGroupArn)
  group.healthCheck = healthCheckSettings(input, group.healthCheck)
  return { TargetGroups: [group.describe()] }
}
