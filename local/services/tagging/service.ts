import type { Service } from '../../operation.ts'
import * as GetResources from './get-resources.ts'
import * as GetTagKeys from './get-tag-keys.ts'
import * as GetTagValues from './get-tag-values.ts'
import * as TagResources from './tag-resources.ts'
import * as UntagResources from './untag-resources.ts'

export const service: Service = {
  signingName: 'tagging',
  iamPrefix: 'tag',
  protocol: 'awsJson',
  schemas: () => import('@aws-sdk/client-resource-groups-tagging-api'),
  operations: {
    GetResources,
    GetTagKeys,
    GetTagValues,
    TagResources,
    UntagResources,
  },
}
