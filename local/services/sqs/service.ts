import type { Service } from '../../operation.ts'

export const service: Service = {
  signingName: 'sqs',
  iamPrefix: 'sqs',
  protocol: 'awsJson',
  schemas: () => import('@aws-sdk/client-sqs'),
  operations: {},
}
