import type { Service } from '../../operation.ts'

export const service: Service = {
  signingName: 'elasticloadbalancing',
  iamPrefix: 'elasticloadbalancing',
  protocol: 'awsQuery',
  schemas: () => import('@aws-sdk/client-elastic-load-balancing-v2'),
  operations: {},
}
