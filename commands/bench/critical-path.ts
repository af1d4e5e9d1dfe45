import type { Latencies } from '../../local/latencies.ts'

/** What a deployment and a teardown would take if our own work took no time: the bound to hold a makespan against. */
export interface Bounds {
  /** The slowest chain of things that must wait for each other. */
  criticalPathSeconds: number
  /** Everything one after another, waited for as AWS's demo of such a service does, in Python with boto3's waiters. */
  sequentialSeconds: number
}

/**
 * How often boto3's waiters look, which is how long they wait where a thing is not there at the first look: the `delay`
 * of table_exists, table_not_exists, load_balancer_available and instance_terminated in botocore's waiter models.
 */
const lookEvery = { tableExists: 20, tableNotExists: 20, loadBalancerAvailable: 15, instanceTerminated: 15 }

/** Of the demo: a fixed pause for IAM, and half the interval of its health checks, the mean wait for the first one. */
const demo = { pauseForProfile: 10, firstHealthCheck: 5 }

/** The load balancer's chain against the instances' and the table's; once all are there, the first health check may come at once. */
export function deployBounds(latency: Latencies): Bounds {
  const { loadBalancerProvisioning, tableCreating, iamPropagation } = latency
  const boot = latency.instancePending + latency.instanceBoot
  return {
    criticalPathSeconds: Math.max(loadBalancerProvisioning, iamPropagation + boot, tableCreating),
    sequentialSeconds:
      waited(tableCreating, lookEvery.tableExists) +
      Math.max(demo.pauseForProfile, iamPropagation) +
      boot +
      waited(loadBalancerProvisioning, lookEvery.loadBalancerAvailable) +
      demo.firstHealthCheck,
  }
}

/** Instances, the load balancer's interfaces and the table go at once; the demo ends its instances one by one. */
export function teardownBounds(latency: Latencies, instances: number): Bounds {
  const { instanceShuttingDown, loadBalancerInterfacesLinger, tableDeleting } = latency
  return {
    criticalPathSeconds: Math.max(instanceShuttingDown, loadBalancerInterfacesLinger, tableDeleting),
    sequentialSeconds:
      loadBalancerInterfacesLinger +
      instances * waited(instanceShuttingDown, lookEvery.instanceTerminated) +
      waited(tableDeleting, lookEvery.tableNotExists),
  }
}

/** Until the first look at or after the end of what takes `seconds`. */
function waited(seconds: number, lookEverySeconds: number): number {
  return Math.ceil(seconds / lookEverySeconds) * lookEverySeconds
}
