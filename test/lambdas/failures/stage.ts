import { groupOf, inService } from '../../../lambdas/failures/group-members.ts'
import { PutParameters } from '../../../lambdas/parameters.ts'
import type { Cloud } from '../../../local/cloud.ts'
import { until } from '../../until.ts'
import { makeRunsTable, openAccount } from '../local-account.ts'
import { run, withAllRights } from '../step-run.ts'
import { makeGroup, makeLoadBalancer, makeTargetGroup } from '../subjects.ts'

/** An account whose instances come into service and never begin to serve: failures are about what AWS is told. */
export async function openStage(): Promise<Cloud> {
  const cloud = await openAccount({ speed: 200, latencies: { instanceBoot: 1_000_000 } })
  await makeRunsTable()
  return cloud
}

/** As much of a service as failures touch: its parameters, a group of three instances in service, and no listener. */
export async function makeService(service: string): Promise<void> {
  await run(PutParameters, service)
  await makeGroup(service, 3)
  await makeLoadBalancer(service)
  await makeTargetGroup(service)
  await until(() => withAllRights(async () => inService(await groupOf(service)).length === 3))
}
