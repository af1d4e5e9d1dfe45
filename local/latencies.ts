/**
 * How long AWS takes, in cloud seconds. Figures from maintainers' reports and AWS documentation;
 * every one can be overridden when a cloud is started.
 */
export const latencies = {
  tableCreating: 8,
  tableDeleting: 6,
  loadBalancerProvisioning: 140,
  /** From the deletion of a load balancer until its network interfaces free their security groups. */
  loadBalancerInterfacesLinger: 20,
  instancePending: 16,
  /** From `running` until cloud-init has worked through the user data. */
  instanceBoot: 25,
  instanceShuttingDown: 35,
  instanceStopping: 30,
  /** From the creation or change of an IAM entity until the other services see it. */
  iamPropagation: 8,
}

export type Latencies = typeof latencies
