import { AwsError } from '../../aws-error.ts'
import type { Service } from '../../operation.ts'
import { refusing } from '../../refused-parameters.ts'
import { refused } from './fidelity.ts'
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
  operations: refusing(
    {
      GetResources,
      GetTagKeys,
      GetTagValues,
      TagResources,
      UntagResources,
    },
    refused,
    (message) => new AwsError('InvalidParameterException', message),
  ),
}
