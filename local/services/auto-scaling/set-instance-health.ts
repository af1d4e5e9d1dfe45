import type { SetInstanceHealthQuery } from '@aws-sdk/client-auto-scaling'
import type { Call } from '../../operation.ts'
import { memberResources } from './groups/arn.ts'
import { validationError } from './groups/errors.ts'
import { findMember } from './groups/find.ts'
import { isInGrace } from './reconciler/health.ts'

/** Calls an instance healthy or unhealthy; during its grace period, which is respected by default, without effect. */
export function handle(input: SetInstanceHealthQuery, { cloud }: Call): Record<string, never> {
  const { HealthStatus, ShouldRespectGracePeriod = true } = input
  const { group, member } = findMember(cloud.autoScaling, input.InstanceId)
  if (HealthStatus !== 'Healthy' && HealthStatus !== 'Unhealthy')
    throw validationError(`Invalid HealthStatus: ${HealthStatus}. Valid values are Healthy and Unhealthy`)
  if (HealthStatus === 'Healthy') delete member.unhealthyBy
  else if (!ShouldRespectGracePeriod || !isInGrace(group, member, cloud.clock.now())) member.unhealthyBy = 'user'
  return {}
}

export const resources = memberResources
