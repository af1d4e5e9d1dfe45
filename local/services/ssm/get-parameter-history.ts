import type { GetParameterHistoryRequest, GetParameterHistoryResult } from '@aws-sdk/client-ssm'
import type { Call } from '../../operation.ts'
import { page } from './page.ts'

export { resources } from './parameter-resource.ts'

export function handle(input: GetParameterHistoryRequest, { cloud }: Call): GetParameterHistoryResult {
  const name = input.Name ?? ''
  cloud.ssm.existing(name)
  const { items, ...next } = page(cloud.ssm.versions(name), input.MaxResults ?? 50, input.NextToken)
  const Parameters = items.map((each) => ({
    Name: name,
    Type: each.type,
    Value: each.value,
    Version: each.version,
    LastModifiedDate: new Date(each.modifiedAt),
    LastModifiedUser: each.modifiedBy,
    Description: each.description,
    AllowedPattern: each.allowedPattern,
    DataType: 'text',
    Tier: 'Standard' as const,
  }))
  return { Parameters, ...next }
}
