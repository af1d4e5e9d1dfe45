import type { DeregisterTargetsInput, DeregisterTargetsOutput } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Call } from '../../operation.ts'
import { invalid } from './errors.ts'
import { findTargetGroup } from './find.ts'
import { readTargets } from './target-descriptions.ts'

export function resources({ TargetGroupArn = '' }: DeregisterTargetsInput): string[] {
  return [TargetGroupArn]
}

/** A target that is not registered counts as deregistered. */
export function handle(
  { TargetGroupArn, Targets = [] }: DeregisterTargetsInput,
  { cloud }: Call,
): DeregisterTargetsOutput {
  const group = findTargetGroup(cloud, TargetGroupArn)
  if (Targets.length === 0) throw invalid('At least one target must be specified')
  for (const { id, port } of readTargets(Targets)) group.deregister(id, port)
  return {}
}
