import {
  CreateLoadBalancerCommand,
  DeleteLoadBalancerCommand,
  type LoadBalancer,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import * as z from 'zod'
import { given, isOurs, refuseUnlessOurs } from './core/aws.ts'
import { StepError } from './core/errors.ts'
import { namesOf, tagsOf } from './core/names.ts'
import { payload, step } from './core/step.ts'
import { balancing, balancingTags, loadBalancerNamedFor } from './lookups/load-balancing.ts'

/** Creates the load balancer and does not wait for it: that takes minutes, in which the other steps create the rest. */
export const CreateLoadBalancer = step(
  payload({ subnetIds: z.array(z.string()).min(2), securityGroupId: z.string() }),
  async ({ service, execution, subnetIds, securityGroupId }) => {
    const present = await loadBalancerNamedFor(service)
    if (present) {
      const tags = await balancingTags(present.LoadBalancerArn)
      refuseUnlessOurs(tags, service, `The load balancer ${namesOf(service).loadBalancer}`)
      return described(present)
    }
    const { LoadBalancers } = await balancing.send(
      new CreateLoadBalancerCommand({
        Name: namesOf(service).loadBalancer,
        Type: 'application',
        Scheme: 'internet-facing',
        Subnets: subnetIds,
        SecurityGroups: [securityGroupId],
        Tags: tagsOf(service, execution),
      }),
    )
    return described(given(LoadBalancers?.[0], 'LoadBalancers'))
  },
)

/** `ready` once the load balancer is active; one that failed never will be. */
export const CheckLoadBalancer = step(payload({}), async ({ service }) => {
  const { Code = 'absent', Reason = '' } = (await loadBalancerNamedFor(service))?.State ?? {}
  if (Code === 'failed') {
    throw new StepError('NotReady', `The load balancer ${namesOf(service).loadBalancer} is failed. ${Reason}`)
  }
  return { ready: Code === 'active' || Code === 'active_impaired', status: Code }
})

/** Deletes the load balancer with its listeners. Its network interfaces go some time later. */
export const DeleteLoadBalancer = step(payload({}), async ({ service }) => {
  const present = await loadBalancerNamedFor(service)
  if (!present || !isOurs(await balancingTags(present.LoadBalancerArn), service)) return { deleted: [] }
  await balancing.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: present.LoadBalancerArn }))
  return { deleted: [namesOf(service).loadBalancer] }
})

function described({ LoadBalancerArn, DNSName }: LoadBalancer) {
  return { loadBalancerArn: given(LoadBalancerArn, 'LoadBalancerArn'), dnsName: given(DNSName, 'DNSName') }
}
