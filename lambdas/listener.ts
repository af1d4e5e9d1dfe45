import {
  CreateListenerCommand,
  DeleteListenerCommand,
  DescribeListenersCommand,
  type Listener,
  ModifyListenerCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import * as z from 'zod'
import { found, given, isOurs } from './core/aws.ts'
import { tagsOf } from './core/names.ts'
import { payload, step } from './core/step.ts'
import { balancing, balancingTags, loadBalancerNamedFor } from './lookups/load-balancing.ts'

const Port = 80

/** A load balancer has one listener per port, so one on port 80 of our load balancer is adopted, and led to our targets. */
export const CreateListener = step(
  payload({ loadBalancerArn: z.string(), targetGroupArn: z.string() }),
  async ({ service, execution, loadBalancerArn, targetGroupArn }) => {
    const DefaultActions = [{ Type: 'forward' as const, TargetGroupArn: targetGroupArn }]
    const present = (await listenersOf(loadBalancerArn)).find((listener) => listener.Port === Port)
    if (present && present.DefaultActions?.[0]?.TargetGroupArn !== targetGroupArn) {
      await balancing.send(new ModifyListenerCommand({ ListenerArn: present.ListenerArn, DefaultActions }))
    }
    if (present) return { listenerArn: given(present.ListenerArn, 'ListenerArn') }
    const Tags = tagsOf(service, execution)
    const { Listeners } = await balancing.send(
      new CreateListenerCommand({ LoadBalancerArn: loadBalancerArn, Protocol: 'HTTP', Port, DefaultActions, Tags }),
    )
    return { listenerArn: given(Listeners?.[0]?.ListenerArn, 'ListenerArn') }
  },
)

/** Deletes the listeners of our load balancer, so that its target group is free before the load balancer has gone. */
export const DeleteListener = step(payload({}), async ({ service }) => {
  const loadBalancer = await loadBalancerNamedFor(service)
  if (!loadBalancer || !isOurs(await balancingTags(loadBalancer.LoadBalancerArn), service)) return { deleted: [] }
  const listeners = await listenersOf(given(loadBalancer.LoadBalancerArn, 'LoadBalancerArn'))
  for (const { ListenerArn } of listeners) {
    await found(balancing.send(new DeleteListenerCommand({ ListenerArn })))
  }
  return { deleted: listeners.map(({ ListenerArn }) => ListenerArn) }
})

async function listenersOf(LoadBalancerArn: string): Promise<Listener[]> {
  const answer = await found(balancing.send(new DescribeListenersCommand({ LoadBalancerArn })))
  return answer?.Listeners ?? []
}
