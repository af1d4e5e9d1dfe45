import type { Service } from '../../operation.ts'

export const service: Service = {
  signingName: 'states',
  iamPrefix: 'states',
  protocol: 'awsJson',
  schemas: () => import('@aws-sdk/client-sfn'),
  operations: {},
}
