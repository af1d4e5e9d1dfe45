import type { CreateTableInput, Tag } from '@aws-sdk/client-dynamodb'
import type { Creation, ResourceType } from '../resource-type.ts'

interface Properties
  extends Pick<
    CreateTableInput,
    | 'AttributeDefinitions'
    | 'BillingMode'
    | 'DeletionProtectionEnabled'
    | 'GlobalSecondaryIndexes'
    | 'KeySchema'
    | 'LocalSecondaryIndexes'
    | 'ProvisionedThroughput'
    | 'TableClass'
  > {
  TableName?: string
  PointInTimeRecoverySpecification?: { PointInTimeRecoveryEnabled?: boolean }
  SSESpecification?: { SSEEnabled: boolean; SSEType?: string; KMSMasterKeyId?: string }
  TimeToLiveSpecification?: { AttributeName: string; Enabled: boolean }
  Tags?: Tag[]
}

export const dynamoDbTable: ResourceType<Properties> = {
  type: 'AWS::DynamoDB::Table',
  properties: [
    'AttributeDefinitions',
    'BillingMode',
    'DeletionProtectionEnabled',
    'GlobalSecondaryIndexes',
    'KeySchema',
    'LocalSecondaryIndexes',
    'PointInTimeRecoverySpecification',
    'ProvisionedThroughput',
    'SSESpecification',
    'TableClass',
    'TableName',
    'Tags',
    'TimeToLiveSpecification',
  ],

  async create(properties, creation) {
    const { PointInTimeRecoverySpecification, SSESpecification, TimeToLiveSpecification, ...rest } = properties
    const TableName = properties.TableName ?? creation.drawName(255)
    await creation.call('dynamodb', 'CreateTable', { ...rest, ...encryptionOf(SSESpecification), TableName })
    stand(TableName, creation)
    if (TimeToLiveSpecification?.Enabled) {
      await creation.call('dynamodb', 'UpdateTimeToLive', { TableName, TimeToLiveSpecification })
    }
    if (PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled) {
      await creation.call('dynamodb', 'UpdateContinuousBackups', { TableName, PointInTimeRecoverySpecification })
    }
    return { ref: TableName, attributes: { Arn: creation.cloud.dynamoDb.arnOf(TableName) } }
  },
}

/** CloudFormation and DynamoDB call the same thing by two names. */
function encryptionOf(specification: Properties['SSESpecification']) {
  if (!specification) return {}
  const { SSEEnabled: Enabled, ...rest } = specification
  return { SSESpecification: { ...rest, Enabled } }
}

/** CloudFormation would wait until the table is active; this stack was deployed long ago. */
function stand(name: string, { cloud }: Creation) {
  cloud.dynamoDb.existing(name).createdAt -= cloud.latencies.tableCreating * 1000
}
