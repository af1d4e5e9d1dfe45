import type { Service } from '../../operation.ts'
import * as AssumeRole from './assume-role.ts'
import * as GetCallerIdentity from './get-caller-identity.ts'
import * as GetSessionToken from './get-session-token.ts'

export const service: Service = {
  signingName: 'sts',
  iamPrefix: 'sts',
  protocol: 'awsQuery',
  schemas: () => import('@aws-sdk/client-sts'),
  operations: {
    AssumeRole,
    GetCallerIdentity,
    GetSessionToken,
  },
}
