import type { AddPermissionRequest } from '@aws-sdk/client-lambda'
import type { ResourceType } from '../resource-type.ts'

type Properties = Pick<AddPermissionRequest, 'Action' | 'FunctionName' | 'Principal' | 'SourceAccount' | 'SourceArn'>

export const lambdaPermission: ResourceType<Properties> = {
  type: 'AWS::Lambda::Permission',
  properties: ['Action', 'FunctionName', 'Principal', 'SourceAccount', 'SourceArn'],

  async create(properties, creation) {
    const StatementId = creation.drawName(100)
    await creation.call('lambda', 'AddPermission', { ...properties, StatementId })
    return { ref: StatementId, attributes: { Id: StatementId } }
  },
}
