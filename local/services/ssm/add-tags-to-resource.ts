import type { AddTagsToResourceRequest } from '@aws-sdk/client-ssm'
import type { Call } from '../../operation.ts'
import { taggedParameter } from './tagged-parameter.ts'

export { resources } from './parameter-resource.ts'

export function handle(input: AddTagsToResourceRequest, { cloud }: Call) {
  cloud.tags.add(taggedParameter(cloud, input), input.Tags ?? [])
}
