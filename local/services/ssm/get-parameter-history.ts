import type { GetParameterHistoryRequest, GetParameterHistoryResult } from '@aws-sdk/client-ssm'
import type { Call } from '../../operation.ts'
import { page } from './page.ts'
import type { ParameterVersion } from './parameter.ts'

export { resources } from './parameter-resource.ts'

/** As long as any number, so that versions are in order as text too. */
const byNumber = ({ version }: ParameterVersion) => String(version).padStart(10, '0')

export function handle(input: GetParameterHistoryRequest, { cloud }: Call): GetParameterHistoryResult {
  const name = input.Name ?? ''
  cloud.ssm.existing(name)
  const { items, ...next } = page(cloud.ssm.versions(name), byNumber, input, { scope: `history ${name}` })
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
    Tier: each.tier,
  }))
  return { Parameters, ...next }
}
