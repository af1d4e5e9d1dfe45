import { AwsError } from '../../aws-error.ts'
import type { Service } from '../../operation.ts'
import { refusing } from '../../refused-parameters.ts'
import * as AddTagsToResource from './add-tags-to-resource.ts'
import * as DeleteParameter from './delete-parameter.ts'
import * as DeleteParameters from './delete-parameters.ts'
import * as DescribeInstanceInformation from './describe-instance-information.ts'
import * as DescribeParameters from './describe-parameters.ts'
import { refused } from './fidelity.ts'
import * as GetCommandInvocation from './get-command-invocation.ts'
import * as GetParameter from './get-parameter.ts'
import * as GetParameterHistory from './get-parameter-history.ts'
import * as GetParameters from './get-parameters.ts'
import * as GetParametersByPath from './get-parameters-by-path.ts'
import * as ListTagsForResource from './list-tags-for-resource.ts'
import * as PutParameter from './put-parameter.ts'
import * as RemoveTagsFromResource from './remove-tags-from-resource.ts'
import * as SendCommand from './send-command.ts'

export const service: Service = {
  signingName: 'ssm',
  iamPrefix: 'ssm',
  protocol: 'awsJson',
  schemas: () => import('@aws-sdk/client-ssm'),
  operations: refusing(
    {
      AddTagsToResource,
      DeleteParameter,
      DeleteParameters,
      DescribeInstanceInformation,
      DescribeParameters,
      GetCommandInvocation,
      GetParameter,
      GetParameterHistory,
      GetParameters,
      GetParametersByPath,
      ListTagsForResource,
      PutParameter,
      RemoveTagsFromResource,
      SendCommand,
    },
    refused,
    (message) => new AwsError('ValidationException', message),
  ),
}
