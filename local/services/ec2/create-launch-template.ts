import type { CreateLaunchTemplateRequest, CreateLaunchTemplateResult } from '@aws-sdk/client-ec2'
import { AwsError } from '../../aws-error.ts'
import type { Call, Need } from '../../operation.ts'
import { newId } from './requests/resource-id.ts'
import { tagNeeds, tagsFor } from './requests/tag-specifications.ts'
import { type LaunchTemplate, optional, templateView } from './resources/launch-template.ts'
import { checkTemplateData } from './resources/launch-template-data.ts'

/** Makes a launch template with its first version. Names are unique. */
export function handle(input: CreateLaunchTemplateRequest, { cloud, principal }: Call): CreateLaunchTemplateResult {
  const { ec2, tags, clock } = cloud
  const { LaunchTemplateName: name = '', LaunchTemplateData: data = {}, VersionDescription: description } = input
  checkName(name)
  checkTemplateData(data)
  const templateTags = tagsFor('launch-template', input.TagSpecifications)
  const existing = [...ec2.launchTemplates.values()].find((each) => each.name === name)
  if (existing && input.ClientToken !== undefined && existing.versions.get(1)?.clientToken === input.ClientToken)
    return { LaunchTemplate: templateView(existing, tags.listOf(ec2.arn('launch-template', existing.id))) }
  if (existing)
    throw new AwsError('InvalidLaunchTemplateName.AlreadyExistsException', 'Launch template name already in use.')
  const made = { createdAt: new Date(clock.now()), createdBy: principal.arn }
  const first = { number: 1, ...made, data, ...optional(description, input.ClientToken) }
  const template: LaunchTemplate = {
    id: newId('lt'),
    name,
    ...made,
    defaultVersion: 1,
    lastNumber: 1,
    versions: new Map([[1, first]]),
  }
  ec2.launchTemplates.set(template.id, template)
  tags.add(ec2.arn('launch-template', template.id), templateTags)
  return { LaunchTemplate: templateView(template, templateTags) }
}

export function resources(_input: CreateLaunchTemplateRequest, { cloud: { ec2 } }: Call): string[] {
  return [ec2.arn('launch-template', '*')]
}

export function needs({ TagSpecifications }: CreateLaunchTemplateRequest, call: Call): Need[] {
  return tagNeeds(TagSpecifications, 'CreateLaunchTemplate', call)
}

function checkName(name: string): void {
  if (/^[a-zA-Z0-9().\-/_]{3,128}$/.test(name)) return
  const message =
    'The launch template name is malformed. A launch template name must be between 3 and 128 characters and may contain letters, numbers, and the following characters: - ( ) . / _.'
  throw new AwsError('InvalidLaunchTemplateName.MalformedException', message)
}
