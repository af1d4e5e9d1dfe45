import type { DeleteListenerInput, DeleteListenerOutput } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Call } from '../../operation.ts'
import { findListener } from './find.ts'

export function resources({ ListenerArn = '' }: DeleteListenerInput): string[] {
  return [ListenerArn]
}

export async function handle({ ListenerArn }: DeleteListenerInput, { cloud }: Call): Promise<DeleteListenerOutput> {
  await cloud.elasticLoadBalancing.removeListener(findListener(cloud, ListenerArn))
  return {}
}
