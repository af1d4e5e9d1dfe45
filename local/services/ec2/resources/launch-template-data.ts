import type { RequestLaunchTemplateData } from '@aws-sdk/client-ec2'
import { AwsError } from '../../../aws-error.ts'
import { checkTags } from '../requests/tag-specifications.ts'
import { instanceTypes } from './instance-type.ts'
import { checkUserData } from './user-data.ts'

/** What EC2 checks when a template is made; whether images, groups and profiles exist is only seen at a launch. */
export function checkTemplateData({ InstanceType, TagSpecifications, UserData }: RequestLaunchTemplateData): void {
  checkUserData(UserData)
  if (InstanceType !== undefined && !instanceTypes.has(InstanceType))
    throw new AwsError('InvalidParameterValue', `Invalid value '${InstanceType}' for InstanceType.`)
  for (const { Tags } of TagSpecifications ?? []) checkTags(Tags ?? [])
}
