import type { Service } from '../../operation.ts'

export const service: Service = {
  signingName: 'lambda',
  iamPrefix: 'lambda',
  protocol: 'restJson',
  schemas: () => import('@aws-sdk/client-lambda'),
  operations: {},
}
