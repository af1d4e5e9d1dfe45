import type { CreatePolicyVersionRequest, CreatePolicyVersionResponse } from '@aws-sdk/client-iam'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { readManagedPolicy } from './documents.ts'
import { findOwnPolicy } from './find.ts'
import { versionSummary } from './view.ts'

export { policyOnly as resources } from './arn.ts'

const mostVersions = 5

export function handle(input: CreatePolicyVersionRequest, call: Call): CreatePolicyVersionResponse {
  const managed = findOwnPolicy(call, input.PolicyArn)
  const policy = readManagedPolicy(input.PolicyDocument)
  if (managed.versions.length >= mostVersions)
    throw new AwsError(
      'LimitExceeded',
      'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
      409,
    )
  managed.versionCount++
  const version = { id: `v${managed.versionCount}`, policy, createdAt: call.cloud.clock.now() }
  managed.versions.push(version)
  managed.updatedAt = version.createdAt
  if (input.SetAsDefault) managed.defaultVersionId = version.id
  return { PolicyVersion: versionSummary(managed, version) }
}
