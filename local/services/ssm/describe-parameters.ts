import type { DescribeParametersRequest, DescribeParametersResult, ParameterStringFilter } from '@aws-sdk/client-ssm'
import { AwsError } from '../../aws-error.ts'
import type { Cloud } from '../../cloud.ts'
import type { Call } from '../../operation.ts'
import { page } from './page.ts'

export function handle(input: DescribeParametersRequest, { cloud }: Call): DescribeParametersResult {
  const filters = input.ParameterFilters ?? []
  const names = cloud.ssm.names.filter((name) => filters.every((filter) => passes(cloud, name, filter)))
  const { items, ...next } = page(names, (name) => name, input, { scope: 'parameters' })
  return { Parameters: items.map((name) => metadata(cloud, name)), ...next }
}

function passes(cloud: Cloud, name: string, { Key = '', Option, Values = [] }: ParameterStringFilter): boolean {
  if (Key === 'Name') return Values.some((value) => nameMatches(name, value, Option ?? 'Equals'))
  if (Key === 'Type') return Values.includes(cloud.ssm.parameter(name)?.Type ?? '')
  if (Key === 'Path') return Values.some((value) => isUnder(name, value, Option ?? 'OneLevel'))
  if (!Key.startsWith('tag:')) throw new AwsError('InvalidFilterKey', `The filter key ${Key} is not valid.`)
  const value = cloud.tags.of(cloud.ssm.arnOf(name))[Key.slice('tag:'.length)]
  return value !== undefined && (Values.length === 0 || Values.includes(value))
}

function isUnder(name: string, path: string, option: string): boolean {
  if (option !== 'OneLevel' && option !== 'Recursive') throw invalidOption(option)
  const prefix = path.endsWith('/') ? path : `${path}/`
  return name.startsWith(prefix) && (option === 'Recursive' || !name.slice(prefix.length).includes('/'))
}

function nameMatches(name: string, value: string, option: string): boolean {
  if (option === 'Equals') return name === value
  if (option === 'BeginsWith') return name.startsWith(value)
  if (option === 'Contains') return name.includes(value)
  throw invalidOption(option)
}

const invalidOption = (option: string) =>
  new AwsError('InvalidFilterOption', `The filter option ${option} is not valid.`)

function metadata(cloud: Cloud, name: string) {
  const last = cloud.ssm.versions(name).at(-1)
  return {
    Name: name,
    ARN: cloud.ssm.arnOf(name),
    Type: last?.type,
    Version: last?.version,
    LastModifiedDate: new Date(last?.modifiedAt ?? 0),
    LastModifiedUser: last?.modifiedBy,
    Description: last?.description,
    AllowedPattern: last?.allowedPattern,
    Tier: last?.tier ?? 'Standard',
    Policies: [],
    DataType: 'text',
  }
}
