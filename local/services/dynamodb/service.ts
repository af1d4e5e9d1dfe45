import type { Service } from '../../operation.ts'

export const service: Service = {
  signingName: 'dynamodb',
  iamPrefix: 'dynamodb',
  protocol: 'awsJson',
  schemas: () => import('@aws-sdk/client-dynamodb'),
  operations: {},
}
