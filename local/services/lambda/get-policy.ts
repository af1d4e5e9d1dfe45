import type { GetPolicyRequest, GetPolicyResponse } from '@aws-sdk/client-lambda'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { qualified } from './qualified.ts'
import { policyDocument } from './resource-policy.ts'

export { resources } from './function-resource.ts'

export function handle(input: GetPolicyRequest, { cloud }: Call): GetPolicyResponse {
  const { deployed, policy } = cloud.lambda.entry(qualified(input))
  if (policy.size === 0)
    throw new AwsError('ResourceNotFoundException', 'The resource you requested does not exist.', 404, { Type: 'User' })
  return { Policy: policyDocument(policy.values()), RevisionId: deployed.revisionId }
}
