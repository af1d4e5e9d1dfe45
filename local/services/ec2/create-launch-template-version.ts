import type { CreateLaunchTemplateVersionRequest, CreateLaunchTemplateVersionResult } from '@aws-sdk/client-ec2'
import type { Call } from '../../operation.ts'
import { findTemplate } from './resources/launch-request.ts'
import { optional, type TemplateVersion, versionView } from './resources/launch-template.ts'
import { checkTemplateData } from './resources/launch-template-data.ts'
import { templateResources } from './resources/launch-template-resources.ts'

/** Adds a version, alone or on top of SourceVersion, whose members the new data replaces one by one. */
export function handle(
  input: CreateLaunchTemplateVersionRequest,
  { cloud, principal }: Call,
): CreateLaunchTemplateVersionResult {
  const { LaunchTemplateId, LaunchTemplateName, SourceVersion, VersionDescription: description } = input
  const reference = { LaunchTemplateId, LaunchTemplateName, Version: SourceVersion }
  const { template, version: source } = findTemplate(cloud.ec2, reference)
  const earlier = [...template.versions.values()].find(
    ({ clientToken }) => clientToken !== undefined && clientToken === input.ClientToken,
  )
  if (earlier) return { LaunchTemplateVersion: versionView(template, earlier) }
  const data = { ...(SourceVersion === undefined ? {} : source.data), ...input.LaunchTemplateData }
  checkTemplateData(data)
  const version: TemplateVersion = {
    number: ++template.lastNumber,
    createdAt: new Date(cloud.clock.now()),
    createdBy: principal.arn,
    data,
    ...optional(description, input.ClientToken),
  }
  template.versions.set(version.number, version)
  return { LaunchTemplateVersion: versionView(template, version) }
}

export const resources = templateResources
