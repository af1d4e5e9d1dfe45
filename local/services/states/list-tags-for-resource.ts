import type { ListTagsForResourceInput, ListTagsForResourceOutput } from '@aws-sdk/client-sfn'
import type { Call } from '../../operation.ts'
import { requireTagged } from './tagged-machine.ts'

export { ofTagged as resources } from './resources.ts'

export function handle({ resourceArn = '' }: ListTagsForResourceInput, { cloud }: Call): ListTagsForResourceOutput {
  requireTagged(cloud, resourceArn)
  return { tags: cloud.tags.listOf(resourceArn).map(({ Key, Value }) => ({ key: Key, value: Value })) }
}
