import {
  EC2Client,
  type Instance,
  type InstanceStateName,
  paginateDescribeInstances,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2'
import { deleteGroup } from './auto-scaling-group.ts'
import { given, isOurs, pagesOf } from './core/aws.ts'
import { serviceTag } from './core/names.ts'
import { payload, step } from './core/step.ts'
import { groupNamedFor } from './lookups/auto-scaling.ts'

const ec2 = new EC2Client()

/**
 * `gone` once the group and all instances of the service are. What is in the group is the group's to terminate; what
 * a person has taken out of it, or a lost run has left, is terminated here. A group that a step of a deployment which
 * was cut off created only after DeleteAutoScalingGroup had looked is deleted here.
 */
export const DeleteInstances = step(payload({}), async ({ service }) => {
  const group = await groupNamedFor(service)
  const groupIsGone = !group || !isOurs(group.Tags, service)
  await deleteGroup(group, service)
  const instances = await liveInstances(ec2, service)
  const strays = instances.filter(({ State }) => groupIsGone && State?.Name !== 'shutting-down').map(idOf)
  if (strays.length) await ec2.send(new TerminateInstancesCommand({ InstanceIds: strays }))
  return { gone: groupIsGone && instances.length === 0, instances: instances.map(idOf) }
})

const live: InstanceStateName[] = ['pending', 'running', 'shutting-down', 'stopping', 'stopped']

/** The service's instances that have not been terminated yet. */
export async function liveInstances(client: EC2Client, service: string): Promise<Instance[]> {
  const Filters = [
    { Name: `tag:${serviceTag}`, Values: [service] },
    { Name: 'instance-state-name', Values: live },
  ]
  const pages = await pagesOf(paginateDescribeInstances({ client }, { Filters }))
  return pages.flatMap(({ Reservations = [] }) => Reservations.flatMap(({ Instances = [] }) => Instances))
}

function idOf({ InstanceId }: Instance): string {
  return given(InstanceId, 'InstanceId')
}
