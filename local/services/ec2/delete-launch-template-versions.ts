import type {
  DeleteLaunchTemplateVersionsRequest,
  DeleteLaunchTemplateVersionsResponseErrorItem,
  DeleteLaunchTemplateVersionsResult,
} from '@aws-sdk/client-ec2'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { findTemplate } from './resources/launch-request.ts'
import type { LaunchTemplate } from './resources/launch-template.ts'
import { templateResources } from './resources/launch-template-resources.ts'

/** Deletes versions one by one and says of each how it went; the default version cannot go. */
export function handle(
  input: DeleteLaunchTemplateVersionsRequest,
  { cloud: { ec2 } }: Call,
): DeleteLaunchTemplateVersionsResult {
  const { LaunchTemplateId, LaunchTemplateName, Versions = [] } = input
  const { template } = findTemplate(ec2, { LaunchTemplateId, LaunchTemplateName })
  const deleted: DeleteLaunchTemplateVersionsResult['SuccessfullyDeletedLaunchTemplateVersions'] = []
  const failed: DeleteLaunchTemplateVersionsResponseErrorItem[] = []
  for (const version of Versions) {
    const item = { LaunchTemplateId: template.id, LaunchTemplateName: template.name, VersionNumber: numberOf(version) }
    const error = deleteVersion(template, item.VersionNumber)
    if (error) failed.push({ ...item, ResponseError: error })
    else deleted.push(item)
  }
  return { SuccessfullyDeletedLaunchTemplateVersions: deleted, UnsuccessfullyDeletedLaunchTemplateVersions: failed }
}

export const resources = templateResources

function numberOf(version: string): number {
  if (/^\d{1,9}$/.test(version)) return Number(version)
  const message = `Value (${version}) for parameter versions is invalid. Expecting a version number.`
  throw new AwsError('InvalidParameterValue', message)
}

function deleteVersion(
  template: LaunchTemplate,
  number: number,
): DeleteLaunchTemplateVersionsResponseErrorItem['ResponseError'] {
  if (number === template.defaultVersion)
    return { Code: 'unexpectedError', Message: 'Cannot delete default launch template version' }
  if (!template.versions.delete(number))
    return {
      Code: 'launchTemplateVersionDoesNotExist',
      Message: `The specified launch template version does not exist`,
    }
  return undefined
}
