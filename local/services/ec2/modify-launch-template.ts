import type { ModifyLaunchTemplateRequest, ModifyLaunchTemplateResult } from '@aws-sdk/client-ec2'
import type { Call } from '../../operation.ts'
import { findTemplate } from './resources/launch-request.ts'
import { templateView } from './resources/launch-template.ts'
import { templateResources } from './resources/launch-template-resources.ts'

/** Sets the default version of a launch template. */
export function handle(input: ModifyLaunchTemplateRequest, { cloud }: Call): ModifyLaunchTemplateResult {
  const { LaunchTemplateId, LaunchTemplateName, DefaultVersion } = input
  const { template, version } = findTemplate(cloud.ec2, {
    LaunchTemplateId,
    LaunchTemplateName,
    Version: DefaultVersion,
  })
  template.defaultVersion = version.number
  const tags = cloud.tags.listOf(cloud.ec2.arn('launch-template', template.id))
  return { LaunchTemplate: templateView(template, tags) }
}

export const resources = templateResources
