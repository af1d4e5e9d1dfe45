import type { Latencies } from '../../local/latencies.ts'

/** What a deployment and a teardown would take if our own work took no time: the bound to hold a makespan against. */
export interface Bounds {
  /** The slowest chain of things that must wait for each other. */
  criticalPathSeconds: number
  /** Everything one after another, each waited for, as the peer's program does. */
  sequentialSeconds: number
}

/** A new target needs one passed check, at the health check interval of the default input. */
const firstHealthCheckSeconds = 5

/** The load balancer's chain against the instances' and the table's; targets are checked once all are there. */
export function deployBounds(latency: Latencies): Bounds {
  const instances = latency.iamPropagation + latency.instancePending + latency.instanceBoot
  const { loadBalancerProvisioning, tableCreating } = latency
  return {
    criticalPathSeconds: Math.max(loadBalancerProvisioning, instances, tableCreating) + firstHealthCheckSeconds,
    sequentialSeconds: tableCreating + instances + loadBalancerProvisioning + firstHealthCheckSeconds,
  }
}

/** Instances, the load balancer's interfaces and the table go at once; the peer ends its instances one by one. */
export function teardownBounds(latency: Latencies, instances: number): Bounds {
  const { instanceShuttingDown, loadBalancerInterfacesLinger, tableDeleting } = latency
  return {
    criticalPathSeconds: Math.max(instanceShuttingDown, loadBalancerInterfacesLinger, tableDeleting),
    sequentialSeconds: loadBalancerInterfacesLinger + instances * instanceShuttingDown + tableDeleting,
  }
}
