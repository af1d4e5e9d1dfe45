import type {
  ModifyTargetGroupAttributesInput,
  ModifyTargetGroupAttributesOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Call } from '../../operation.ts'
import { findTargetGroup } from './find.ts'

export function resources({ TargetGroupArn = '' }: ModifyTargetGroupAttributesInput): string[] {
  return [TargetGroupArn]
}

export function handle(
  { TargetGroupArn, Attributes = [] }: ModifyTargetGroupAttributesInput,
  { cloud }: Call,
): ModifyTargetGroupAttributesOutput {
  const group = findTargetGroup(cloud, TargetGroupArn)
  group.attributes.change(Attributes)
  group.rotation.changed()
  return { Attributes: group.attributes.list() }
}
