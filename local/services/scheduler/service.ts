import type { Service } from '../../operation.ts'

export const service: Service = {
  signingName: 'scheduler',
  iamPrefix: 'scheduler',
  protocol: 'restJson',
  schemas: () => import('@aws-sdk/client-scheduler'),
  operations: {},
}
