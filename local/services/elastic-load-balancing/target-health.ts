import type { TargetHealth } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { LoadBalancer } from './load-balancer.ts'
import { isInZone, type RegisteredTarget } from './registered-target.ts'

const draining: TargetHealth = {
  State: 'draining',
  Reason: 'Target.DeregistrationInProgress',
  Description: 'Target deregistration is in progress',
}
const notInUse: TargetHealth = {
  State: 'unused',
  Reason: 'Target.NotInUse',
  Description: 'Target group is not configured to receive traffic from the load balancer',
}
const otherZone: TargetHealth = {
  State: 'unused',
  Reason: 'Target.NotInUse',
  Description: 'Target is in an Availability Zone that is not enabled for the load balancer',
}
const stopped: TargetHealth = {
  State: 'unused',
  Reason: 'Target.InvalidState',
  Description: 'Target is in the stopped state',
}
const terminated: TargetHealth = { ...stopped, Description: 'Target is in the terminated state' }
const registering: TargetHealth = {
  State: 'initial',
  Reason: 'Elb.RegistrationInProgress',
  Description: 'Target registration is in progress',
}
const initial: TargetHealth = {
  State: 'initial',
  Reason: 'Elb.InitialHealthChecking',
  Description: 'Initial health checks in progress',
}
const healthy: TargetHealth = { State: 'healthy' }

export const notRegistered: TargetHealth = {
  State: 'unused',
  Reason: 'Target.NotRegistered',
  Description: 'Target is not registered to the target group',
}

/**
 * What DescribeTargetHealth says of a target whose group is used by `balancer`. Source: Elastic Load Balancing,
 * "Target health status" and "Health check reason codes".
 */
export function targetHealth(target: RegisteredTarget, balancer: LoadBalancer | undefined): TargetHealth {
  if (target.draining) return draining
  if (balancer === undefined) return notInUse
  if (target.instance?.isLive !== true) return target.instance?.isOff ? stopped : terminated
  if (!isInZone(balancer, target)) return otherZone
  if (!balancer.isActive || !target.checked) return registering
  const { state, failure } = target.health
  if (state === 'initial') return initial
  if (state === 'healthy' || failure === undefined) return healthy
  return { State: 'unhealthy', Reason: failure.reason, Description: failure.description }
}

/** Whether the balancer is to send health checks to the target. */
export function shouldBeChecked(target: RegisteredTarget, balancer: LoadBalancer | undefined): boolean {
  const isTarget = balancer?.isActive === true && !target.draining && target.instance?.isLive === true
  return isTarget && isInZone(balancer, target)
}
