import type { FailureInfo } from '@aws-sdk/client-resource-groups-tagging-api'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { taggingOf } from './service-tagging.ts'

type Tagging = (typeof taggingOf)[string]
type Request = ReturnType<Tagging['tag']>

/**
 * Asks each resource's own service, as the caller, who therefore needs its rights too. Resources that fail do not
 * keep the others from being changed.
 */
export async function changeTags(
  arns: readonly string[] | undefined,
  requestFor: (tagging: Tagging, arn: string) => Request,
  { cloud, principal }: Call,
): Promise<{ FailedResourcesMap: Record<string, FailureInfo> }> {
  if (!arns?.length || arns.length > 20)
    throw new AwsError('InvalidParameterException', 'ResourceARNList must hold between 1 and 20 ARNs.')
  const failures: [string, FailureInfo][] = []
  for (const arn of arns) {
    const tagging = taggingOf[arn.split(':')[2] ?? '']
    try {
      if (!tagging) throw new AwsError('InvalidParameterException', `${arn} cannot be tagged through this cloud.`)
      const { signingName, operation, input } = requestFor(tagging, arn)
      await cloud.invoke(principal, signingName, operation, input)
    } catch (error) {
      failures.push([arn, failureOf(error)])
    }
  }
  return { FailedResourcesMap: Object.fromEntries(failures) }
}

function failureOf(error: unknown): FailureInfo {
  if (!(error instanceof AwsError)) throw error
  const ErrorCode = error.status >= 500 ? 'InternalServiceException' : 'InvalidParameterException'
  return { StatusCode: error.status, ErrorCode, ErrorMessage: `${error.code}: ${error.message}` }
}
