import { AwsError } from '../../aws-error.ts'
import type { Service } from '../../operation.ts'
import { refusing } from '../../refused-parameters.ts'
import * as BatchGetItem from './batch-get-item.ts'
import * as BatchWriteItem from './batch-write-item.ts'
import * as CreateTable from './create-table.ts'
import * as DeleteItem from './delete-item.ts'
import * as DeleteTable from './delete-table.ts'
import * as DescribeContinuousBackups from './describe-continuous-backups.ts'
import * as DescribeTable from './describe-table.ts'
import * as DescribeTimeToLive from './describe-time-to-live.ts'
import { refused } from './fidelity.ts'
import * as GetItem from './get-item.ts'
import * as ListTables from './list-tables.ts'
import * as ListTagsOfResource from './list-tags-of-resource.ts'
import * as PutItem from './put-item.ts'
import * as Query from './query.ts'
import * as Scan from './scan.ts'
import * as TagResource from './tag-resource.ts'
import * as UntagResource from './untag-resource.ts'
import * as UpdateContinuousBackups from './update-continuous-backups.ts'
import * as UpdateItem from './update-item.ts'
import * as UpdateTimeToLive from './update-time-to-live.ts'

export const service: Service = {
  signingName: 'dynamodb',
  iamPrefix: 'dynamodb',
  protocol: 'awsJson',
  schemas: () => import('@aws-sdk/client-dynamodb'),
  operations: refusing(
    {
      BatchGetItem,
      BatchWriteItem,
      CreateTable,
      DeleteItem,
      DeleteTable,
      DescribeContinuousBackups,
      DescribeTable,
      DescribeTimeToLive,
      GetItem,
      ListTables,
      ListTagsOfResource,
      PutItem,
      Query,
      Scan,
      TagResource,
      UntagResource,
      UpdateContinuousBackups,
      UpdateItem,
      UpdateTimeToLive,
    },
    refused,
    (message) => new AwsError('ValidationException', message),
  ),
}
