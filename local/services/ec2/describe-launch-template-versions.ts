import type {
  DescribeLaunchTemplateVersionsRequest,
  DescribeLaunchTemplateVersionsResult,
  LaunchTemplateVersion,
} from '@aws-sdk/client-ec2'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { applyFilters, type FilterNames } from './requests/filters.ts'
import { page } from './requests/page.ts'
import { findTemplate } from './resources/launch-request.ts'
import {
  findVersion,
  type LaunchTemplate,
  latestVersion,
  type TemplateVersion,
  versionNumber,
  versionView,
} from './resources/launch-template.ts'
import type { Ec2State } from './state.ts'

const filters: FilterNames<LaunchTemplateVersion> = {
  'create-time': ({ CreateTime }) => CreateTime?.toISOString(),
  'image-id': ({ LaunchTemplateData }) => LaunchTemplateData?.ImageId,
  'instance-type': ({ LaunchTemplateData }) => LaunchTemplateData?.InstanceType,
  'is-default-version': ({ DefaultVersion }) => DefaultVersion,
}

const nameOfVersion = ({ LaunchTemplateId, VersionNumber }: LaunchTemplateVersion) =>
  `${LaunchTemplateId} ${VersionNumber}`

/** Describes versions, the newest first: of one template, or with only `$Latest` or `$Default` of all. */
export function handle(
  input: DescribeLaunchTemplateVersionsRequest,
  { cloud: { ec2 } }: Call,
): DescribeLaunchTemplateVersionsResult {
  const versions = templatesOf(ec2, input).flatMap((template) =>
    versionsOf(template, input).map((version) => versionView(template, version)),
  )
  const { items, ...rest } = page(applyFilters(versions, input.Filters, filters), nameOfVersion, input, {
    smallest: 1,
    largest: 200,
  })
  return { LaunchTemplateVersions: items, ...rest }
}

function templatesOf(ec2: Ec2State, input: DescribeLaunchTemplateVersionsRequest): LaunchTemplate[] {
  const { LaunchTemplateId, LaunchTemplateName, Versions } = input
  if (LaunchTemplateId !== undefined || LaunchTemplateName !== undefined)
    return [findTemplate(ec2, { LaunchTemplateId, LaunchTemplateName }).template]
  if (Versions?.length && Versions.every((version) => version === '$Latest' || version === '$Default'))
    return [...ec2.launchTemplates.values()]
  const message = 'The request must contain the parameter LaunchTemplateId or LaunchTemplateName'
  throw new AwsError('MissingParameter', message)
}

function versionsOf(template: LaunchTemplate, input: DescribeLaunchTemplateVersionsRequest): TemplateVersion[] {
  const { Versions, MinVersion, MaxVersion } = input
  if (Versions?.length) return Versions.map((version) => findVersion(template, version))
  const least = MinVersion === undefined ? 1 : versionNumber(template, MinVersion)
  const most = MaxVersion === undefined ? latestVersion(template) : versionNumber(template, MaxVersion)
  return [...template.versions.values()].filter(({ number }) => least <= number && number <= most).reverse()
}
