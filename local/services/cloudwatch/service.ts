import type { Service } from '../../operation.ts'

export const service: Service = {
  signingName: 'monitoring',
  iamPrefix: 'cloudwatch',
  protocol: 'awsQuery',
  schemas: () => import('@aws-sdk/client-cloudwatch'),
  operations: {},
}
