import type { Service } from '../../operation.ts'

export const service: Service = {
  signingName: 'iam',
  iamPrefix: 'iam',
  protocol: 'awsQuery',
  schemas: () => import('@aws-sdk/client-iam'),
  operations: {},
}
