import type { Service } from '../../operation.ts'
import { refusing } from '../../refused-parameters.ts'
import * as AddPermission from './add-permission.ts'
import * as CreateFunction from './create-function.ts'
import * as DeleteFunction from './delete-function.ts'
import * as DeleteFunctionConcurrency from './delete-function-concurrency.ts'
import { invalidParameter } from './errors.ts'
import { refused } from './fidelity.ts'
import * as GetAccountSettings from './get-account-settings.ts'
import * as GetFunction from './get-function.ts'
import * as GetFunctionConcurrency from './get-function-concurrency.ts'
import * as GetFunctionConfiguration from './get-function-configuration.ts'
import * as GetPolicy from './get-policy.ts'
import * as Invoke from './invoke.ts'
import * as ListFunctions from './list-functions.ts'
import * as ListTags from './list-tags.ts'
import * as PutFunctionConcurrency from './put-function-concurrency.ts'
import * as RemovePermission from './remove-permission.ts'
import * as TagResource from './tag-resource.ts'
import * as UntagResource from './untag-resource.ts'
import * as UpdateFunctionCode from './update-function-code.ts'
import * as UpdateFunctionConfiguration from './update-function-configuration.ts'

export const service: Service = {
  signingName: 'lambda',
  iamPrefix: 'lambda',
  protocol: 'restJson',
  schemas: () => import('@aws-sdk/client-lambda'),
  operations: refusing(
    {
      AddPermission,
      CreateFunction,
      DeleteFunction,
      DeleteFunctionConcurrency,
      GetAccountSettings,
      GetFunction,
      GetFunctionConcurrency,
      GetFunctionConfiguration,
      GetPolicy,
      Invoke,
      ListFunctions,
      ListTags,
      PutFunctionConcurrency,
      RemovePermission,
      TagResource,
      UntagResource,
      UpdateFunctionCode,
      UpdateFunctionConfiguration,
    },
    refused,
    invalidParameter,
  ),
}
