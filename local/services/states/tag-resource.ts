import type { TagResourceInput, TagResourceOutput } from '@aws-sdk/client-sfn'
import type { Call } from '../../operation.ts'
import { requireTagged } from './tagged-machine.ts'
import { requireTags, tagPairs } from './tags.ts'

export { ofTagged as resources } from './resources.ts'

export function handle({ resourceArn = '', tags = [] }: TagResourceInput, { cloud }: Call): TagResourceOutput {
  requireTagged(cloud, resourceArn)
  requireTags(tags, cloud.tags.of(resourceArn))
  cloud.tags.add(resourceArn, tagPairs(tags))
  return {}
}
