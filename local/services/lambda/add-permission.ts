import type { AddPermissionRequest, AddPermissionResponse } from '@aws-sdk/client-lambda'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { qualified } from './qualified.ts'
import type { Statement } from './resource-policy.ts'
import { checkRevision } from './revision.ts'

export { resources } from './function-resource.ts'

export function handle(input: AddPermissionRequest, { cloud }: Call): AddPermissionResponse {
  const { deployed, policy } = cloud.lambda.entry(qualified(input))
  checkRevision(deployed, input.RevisionId)
  const statement = statementOf(input, deployed.arn)
  if (policy.has(statement.Sid)) {
    const message = `The statement id (${statement.Sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`
    throw new AwsError('ResourceConflictException', message, 409, { Type: 'User' })
  }
  policy.set(statement.Sid, statement)
  return { Statement: JSON.stringify(statement) }
}

function statementOf(input: AddPermissionRequest, Resource: string): Statement {
  const equals = {
    ...(input.SourceAccount && { 'AWS:SourceAccount': input.SourceAccount }),
    ...(input.PrincipalOrgID && { 'aws:PrincipalOrgID': input.PrincipalOrgID }),
  }
  const condition = {
    ...(input.SourceArn && { ArnLike: { 'AWS:SourceArn': input.SourceArn } }),
    ...(Object.keys(equals).length > 0 && { StringEquals: equals }),
  }
  return {
    Sid: input.StatementId ?? '',
    Effect: 'Allow',
    Principal: principalOf(input.Principal ?? ''),
    Action: input.Action ?? '',
    Resource,
    ...(Object.keys(condition).length > 0 && { Condition: condition }),
  }
}

function principalOf(principal: string): Statement['Principal'] {
  if (principal === '*') return '*'
  if (/\.amazonaws\.com(\.cn)?$/.test(principal)) return { Service: principal }
  return { AWS: /^\d{12}$/.test(principal) ? `arn:aws:iam::${principal}:root` : principal }
}
