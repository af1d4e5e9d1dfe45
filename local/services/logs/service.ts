import type { Service } from '../../operation.ts'

export const service: Service = {
  signingName: 'logs',
  iamPrefix: 'logs',
  protocol: 'awsJson',
  schemas: () => import('@aws-sdk/client-cloudwatch-logs'),
  operations: {},
}
