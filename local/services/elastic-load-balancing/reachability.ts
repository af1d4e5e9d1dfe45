import type { Cloud } from '../../cloud.ts'
import type { LoadBalancer } from './load-balancer.ts'

/** Whether the instance's security groups let the balancer's nodes in on a port. */
export function reaches(cloud: Cloud, balancer: LoadBalancer, instanceId: string, port: number): boolean {
  const groups = cloud.ec2.instance(instanceId)?.description.groups.map(({ id }) => id) ?? []
  const fromGroups = balancer.securityGroups
  return balancer.footholds.some(({ privateIp }) =>
    cloud.ec2.admits(groups, { port, fromGroups, fromAddress: privateIp }),
  )
}

/**
 * Whether the balancer's security groups let anybody in on a port. A client on loopback stands for every client of the
 * internet, so its own address is not held against the rules.
 */
export function isOpen({ ec2 }: Cloud, balancer: LoadBalancer, port: number): boolean {
  const rules = balancer.securityGroups.flatMap((id) => ec2.securityGroups.get(id)?.rules ?? [])
  return rules.some(
    ({ isEgress, protocol, fromPort, toPort }) =>
      !isEgress && (protocol === '-1' || (protocol === 'tcp' && fromPort <= port && port <= toPort)),
  )
}
