import type { ModifyListenerInput, ModifyListenerOutput } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Call } from '../../operation.ts'
import { readActions } from './actions.ts'
import { unsupported, within } from './errors.ts'
import { findListener } from './find.ts'
import { bound, checkPort, checkProtocol } from './listener-port.ts'

export function resources({ ListenerArn = '' }: ModifyListenerInput): string[] {
  return [ListenerArn]
}

/** What the request is silent on stays as it was. */
export async function handle(input: ModifyListenerInput, { cloud }: Call): Promise<ModifyListenerOutput> {
  const listener = findListener(cloud, input.ListenerArn)
  for (const member of ['SslPolicy', 'Certificates', 'AlpnPolicy', 'MutualAuthentication'] as const)
    if (input[member] !== undefined) throw unsupported(`${member} of a listener`)
  checkProtocol(input.Protocol)
  const { balancer } = listener
  const port = within(input.Port, 'port', 1, 65_535, listener.port)
  checkPort(balancer, port, listener)
  const groups = listener.targetGroupArns
  const actions = input.DefaultActions && readActions(input.DefaultActions, { cloud, balancer, listenerPort: port })
  if (port !== listener.port) await bound(port, listener.move(port))
  if (actions) listener.defaultActions = actions
  cloud.elasticLoadBalancing.reviewTargetGroups([...groups, ...listener.targetGroupArns])
  return { Listeners: [listener.describe()] }
}
