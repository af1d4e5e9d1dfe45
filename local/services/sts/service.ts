import type { Service } from '../../operation.ts'

export const service: Service = {
  signingName: 'sts',
  iamPrefix: 'sts',
  protocol: 'awsQuery',
  schemas: () => import('@aws-sdk/client-sts'),
  operations: {},
}
