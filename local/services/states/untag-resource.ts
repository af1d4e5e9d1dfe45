import type { UntagResourceInput, UntagResourceOutput } from '@aws-sdk/client-sfn'
import type { Call } from '../../operation.ts'
import { requireTagged } from './tagged-machine.ts'

export { ofTagged as resources } from './resources.ts'

export const conditions = ({ tagKeys = [] }: UntagResourceInput) => ({ 'aws:TagKeys': tagKeys })

export function handle({ resourceArn = '', tagKeys = [] }: UntagResourceInput, { cloud }: Call): UntagResourceOutput {
  requireTagged(cloud, resourceArn)
  cloud.tags.remove(resourceArn, tagKeys)
  return {}
}
