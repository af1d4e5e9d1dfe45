import type { Service } from '../../operation.ts'

export const service: Service = {
  signingName: 'ssm',
  iamPrefix: 'ssm',
  protocol: 'awsJson',
  schemas: () => import('@aws-sdk/client-ssm'),
  operations: {},
}
