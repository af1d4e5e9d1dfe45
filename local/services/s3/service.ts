import type { Service } from '../../operation.ts'

export const service: Service = {
  signingName: 's3',
  iamPrefix: 's3',
  protocol: 'restXml',
  schemas: () => import('@aws-sdk/client-s3'),
  operations: {},
}
