import type { CreateListenerInput, CreateListenerOutput } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Call } from '../../operation.ts'
import { readActions } from './actions.ts'
import { newArn, newId } from './arn.ts'
import { invalid, unsupported, within } from './errors.ts'
import { findLoadBalancer } from './find.ts'
import { Listener } from './listener.ts'
import { bound, checkPort, checkProtocol } from './listener-port.ts'
import { standInPort } from './load-balancer.ts'
import { checkTags, taggingNeeds } from './tags.ts'

export function resources({ LoadBalancerArn = '' }: CreateListenerInput): string[] {
  return [LoadBalancerArn]
}

export function needs(input: CreateListenerInput) {
  const toBe = `${(input.LoadBalancerArn ?? '').replace(':loadbalancer/', ':listener/')}/${'0'.repeat(16)}`
  return taggingNeeds('CreateListener', toBe, input.Tags)
}

export function conditions({ Protocol = 'HTTP' }: CreateListenerInput) {
  return { 'elasticloadbalancing:ListenerProtocol': Protocol }
}

/**
 * Answers once the listener's socket is open, where its load balancer is active. A second creation with the same
 * settings answers with the first listener.
 */
export async function handle(input: CreateListenerInput, { cloud }: Call): Promise<CreateListenerOutput> {
  const balancer = findLoadBalancer(cloud, input.LoadBalancerArn)
  const { port, tags } = read(input)
  await balancer.open()
  const actions = readActions(input.DefaultActions ?? [], { cloud, balancer, listenerPort: port })
  const same = [...balancer.listeners.values()].find((listener) => listener.port === port && listener.does(actions))
  if (same !== undefined) return { Listeners: [same.describe()] }
  checkPort(balancer, port)
  const arn = newArn(cloud, `listener/app/${balancer.path}/${newId()}`)
  const listener = new Listener(cloud, arn, balancer, port, actions)
  balancer.listeners.set(arn, listener)
  await openOrProbe(listener).catch((error) => {
    balancer.listeners.delete(arn)
    throw error
  })
  cloud.tags.add(arn, tags)
  cloud.elasticLoadBalancing.reviewTargetGroups(listener.targetGroupArns)
  return { Listeners: [listener.describe()] }
}

/** A port that stands in for port 80 is known to be free; any other is tried out, also before the balancer is active. */
async function openOrProbe(listener: Listener): Promise<void> {
  if (!listener.balancer.isActive && listener.port === standInPort) return
  await bound(listener.port, listener.open())
  if (!listener.balancer.isActive) await listener.close()
}

function read(input: CreateListenerInput) {
  for (const member of ['SslPolicy', 'Certificates', 'AlpnPolicy', 'MutualAuthentication'] as const)
    if (input[member] !== undefined) throw unsupported(`${member} of a listener`)
  if (input.Protocol === undefined) throw invalid('A listener protocol must be specified')
  checkProtocol(input.Protocol)
  if (input.Port === undefined) throw invalid('A listener port must be specified')
  const tags = input.Tags ?? []
  checkTags(tags)
  return { port: within(input.Port, 'port', 1, 65_535, 80), tags }
}
