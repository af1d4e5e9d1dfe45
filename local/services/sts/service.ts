import { AwsError } from '../../aws-error.ts'
import type { Service } from '../../operation.ts'
import { refusing } from '../../refused-parameters.ts'
import * as AssumeRole from './assume-role.ts'
import { refused } from './fidelity.ts'
import * as GetCallerIdentity from './get-caller-identity.ts'
import * as GetSessionToken from './get-session-token.ts'

export const service: Service = {
  signingName: 'sts',
  iamPrefix: 'sts',
  protocol: 'awsQuery',
  schemas: () => import('@aws-sdk/client-sts'),
  operations: refusing(
    {
      AssumeRole,
      GetCallerIdentity,
      GetSessionToken,
    },
    refused,
    (message) => new AwsError('ValidationError', message),
  ),
}
