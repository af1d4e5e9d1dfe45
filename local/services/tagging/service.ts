import type { Service } from '../../operation.ts'

export const service: Service = {
  signingName: 'tagging',
  iamPrefix: 'tag',
  protocol: 'awsJson',
  schemas: () => import('@aws-sdk/client-resource-groups-tagging-api'),
  operations: {},
}
