import {
  DeregisterTargetsCommand,
  ElasticLoadBalancingV2Client,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { groupOf, inService } from '../../../lambdas/failures/group-members.ts'
import { CreateListener, DeleteListener } from '../../../lambdas/listener.ts'
import { PutParameters } from '../../../lambdas/parameters.ts'
import { targetsOf } from '../../../lambdas/scenario/target-health.ts'
import type { Cloud } from '../../../local/cloud.ts'
import { until } from '../../until.ts'
import { asAdministrator, makeRunsTable, openAccount } from '../local-account.ts'
import { run, withAllRights } from '../step-run.ts'
import { makeGroup, makeLoadBalancer, makeTargetGroup } from '../subjects.ts'

const balancing = new ElasticLoadBalancingV2Client(asAdministrator)

/** An account whose instances come into service and never begin to serve: failures are about what AWS is told. */
export async function openStage(): Promise<Cloud> {
  const cloud = await openAccount({ speed: 200, latencies: { instanceBoot: 1_000_000 } })
  await makeRunsTable()
  return cloud
}

/** Lets the load balancer check the instances of the group, none of which answers. */
export async function serving(service: string): Promise<void> {
  const { loadBalancerArn } = await makeLoadBalancer(service)
  const { targetGroupArn } = await makeTargetGroup(service)
  await run(CreateListener, service, { loadBalancerArn, targetGroupArn })
  const { Instances = [] } = await withAllRights(() => groupOf(service))
  const Targets = Instances.map(({ InstanceId: Id }) => ({ Id }))
  await balancing.send(new RegisterTargetsCommand({ TargetGroupArn: targetGroupArn, Targets }))
}

/** Takes the targets away again, and waits until they are gone. */
export async function notServing(service: string): Promise<void> {
  const { targetGroupArn } = await makeTargetGroup(service)
  const Targets = (await withAllRights(() => targetsOf(service))).map(({ id: Id }) => ({ Id }))
  await balancing.send(new DeregisterTargetsCommand({ TargetGroupArn: targetGroupArn, Targets }))
  await until(() => withAllRights(async () => (await targetsOf(service)).length === 0))
  await run(DeleteListener, service)
}

/** As much of a service as failures touch: its parameters, a group of three instances in service, and no listener. */
export async function makeService(service: string): Promise<void> {
  await run(PutParameters, service)
  await makeGroup(service, 3)
  await makeLoadBalancer(service)
  await makeTargetGroup(service)
  await until(() => withAllRights(async () => inService(await groupOf(service)).length === 3))
}
