import type { AutoScalingGroup, Instance } from '@aws-sdk/client-auto-scaling'
import { StepError } from '../core/errors.ts'
import { groupNamedFor } from '../lookups/auto-scaling.ts'

/** The service's Auto Scaling group. Throws `NotDeployed` where there is none. */
export async function groupOf(service: string): Promise<AutoScalingGroup> {
  const group = await groupNamedFor(service)
  if (group && !group.Status) return group
  throw new StepError('NotDeployed', `The service ${service} has no Auto Scaling group: deploy it first.`)
}

/** The instances in service, in the order of their ids, so that every look finds the same first one. */
export function inService({ Instances = [] }: AutoScalingGroup): Instance[] {
  return Instances.filter(({ LifecycleState }) => LifecycleState === 'InService').sort(byId)
}

/** The first instance in service. Throws `NotHealthy` where there is none to break. */
export async function firstInService(service: string): Promise<Instance> {
  const [first] = inService(await groupOf(service))
  if (first) return first
  throw new StepError('NotHealthy', `No instance of the service ${service} is in service.`)
}

function byId({ InstanceId: one = '' }: Instance, { InstanceId: other = '' }: Instance): number {
  return one < other ? -1 : 1
}
