import type { Service } from '../../operation.ts'

export const service: Service = {
  signingName: 'autoscaling',
  iamPrefix: 'autoscaling',
  protocol: 'awsQuery',
  schemas: () => import('@aws-sdk/client-auto-scaling'),
  operations: {},
}
