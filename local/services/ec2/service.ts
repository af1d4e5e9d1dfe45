import type { Service } from '../../operation.ts'

export const service: Service = {
  signingName: 'ec2',
  iamPrefix: 'ec2',
  protocol: 'ec2Query',
  schemas: () => import('@aws-sdk/client-ec2'),
  operations: {},
}
