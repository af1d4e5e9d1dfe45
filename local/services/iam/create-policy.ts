import type { CreatePolicyRequest, CreatePolicyResponse } from '@aws-sdk/client-iam'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { taggingNeeds } from '../../tagging-needs.ts'
import { iamArn } from './arn.ts'
import { readManagedPolicy } from './documents.ts'
import { type ManagedPolicy, newId } from './entity.ts'
import { checkName, checkPath } from './names.ts'
import { tag } from './tag-operations.ts'
import { policyView } from './view.ts'

export const resources = ({ PolicyName, Path = '/' }: CreatePolicyRequest, call: Call) => [
  iamArn(call, `policy${Path}${PolicyName}`),
]

export const needs = taggingNeeds('iam:TagPolicy', resources)

export function handle(input: CreatePolicyRequest, call: Call): CreatePolicyResponse {
  const { PolicyName: name = '', Path: path = '/', Description } = input
  checkName('policyName', name, 128)
  checkPath(path)
  const { iam, clock } = call.cloud
  if ([...iam.policies.values()].some((each) => each.name === name && !each.arn.startsWith('arn:aws:iam::aws:')))
    throw new AwsError(
      'EntityAlreadyExists',
      `A policy called ${name} already exists. Duplicate names are not allowed.`,
      409,
    )
  const createdAt = clock.now()
  const policy: ManagedPolicy = {
    name,
    path,
    arn: iamArn(call, `policy${path}${name}`),
    id: newId('ANPA'),
    createdAt,
    updatedAt: createdAt,
    versions: [{ id: 'v1', policy: readManagedPolicy(input.PolicyDocument), createdAt }],
    defaultVersionId: 'v1',
    versionCount: 1,
    ...(Description !== undefined && { description: Description }),
  }
  tag(call, policy.arn, input.Tags)
  iam.policies.set(policy.arn, policy)
  return { Policy: policyView(call.cloud, policy) }
}
