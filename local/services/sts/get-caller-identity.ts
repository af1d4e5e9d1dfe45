import type { GetCallerIdentityResponse } from '@aws-sdk/client-sts'
import type { Call } from '../../operation.ts'

/** Everyone may ask who they are, whatever their policies say. */
export const resources = () => []

export function handle(_input: object, { cloud, principal }: Call): GetCallerIdentityResponse {
  return { UserId: principal.userId, Account: cloud.account, Arn: principal.arn }
}
