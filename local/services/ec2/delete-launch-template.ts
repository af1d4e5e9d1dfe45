import type { DeleteLaunchTemplateRequest, DeleteLaunchTemplateResult } from '@aws-sdk/client-ec2'
import type { Call } from '../../operation.ts'
import { findTemplate } from './resources/launch-request.ts'
import { templateView } from './resources/launch-template.ts'
import { templateResources } from './resources/launch-template-resources.ts'

/** Deletes a launch template with all its versions, also one that an Auto Scaling group uses, as AWS does. */
export function handle(input: DeleteLaunchTemplateRequest, { cloud }: Call): DeleteLaunchTemplateResult {
  const { ec2, tags } = cloud
  const { LaunchTemplateId, LaunchTemplateName } = input
  const { template } = findTemplate(ec2, { LaunchTemplateId, LaunchTemplateName })
  ec2.launchTemplates.delete(template.id)
  tags.forget(ec2.arn('launch-template', template.id))
  return { LaunchTemplate: templateView(template, undefined) }
}

export const resources = templateResources
