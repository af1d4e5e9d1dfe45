import type { GetParametersByPathRequest, GetParametersByPathResult } from '@aws-sdk/client-ssm'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { page } from './page.ts'
import { publicParameters } from './public-parameters.ts'

export { resources } from './parameter-resource.ts'

export function handle(input: GetParametersByPathRequest, { cloud }: Call): GetParametersByPathResult {
  const path = input.Path ?? ''
  if (!path.startsWith('/'))
    throw new AwsError(
      'ValidationException',
      'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/".',
    )
  const prefix = path.endsWith('/') ? path : `${path}/`
  const names = [...cloud.ssm.names, ...publicParameters(cloud).keys()].filter((name) => name.startsWith(prefix))
  const within = input.Recursive ? names : names.filter((name) => !name.slice(prefix.length).includes('/'))
  const { items, ...next } = page(within, (name) => name, input, { scope: `path ${path}`, usual: 10 })
  return { Parameters: items.flatMap((name) => cloud.ssm.parameter(name) ?? []), ...next }
}
