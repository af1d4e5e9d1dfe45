import type { Service } from '../../operation.ts'

export const service: Service = {
  signingName: 'events',
  iamPrefix: 'events',
  protocol: 'awsJson',
  schemas: () => import('@aws-sdk/client-eventbridge'),
  operations: {},
}
