import type { CreateSecurityGroupRequest, CreateSecurityGroupResult } from '@aws-sdk/client-ec2'
import { AwsError } from '../../aws-error.ts'
import type { Call, Need } from '../../operation.ts'
import { find } from './requests/resource-id.ts'
import { tagNeeds, tagsFor } from './requests/tag-specifications.ts'
import { newSecurityGroup } from './resources/security-group.ts'

const allowedCharacters = /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]*$/

/** Creates a security group; its name is unique in the VPC. */
export function handle(input: CreateSecurityGroupRequest, { cloud }: Call): CreateSecurityGroupResult {
  const { ec2 } = cloud
  const { GroupName = '', Description = '' } = input
  const vpc = input.VpcId === undefined ? ec2.defaultVpc : find(ec2.vpcs, input.VpcId, 'vpc')
  checkName(GroupName)
  checkText(Description, 'GroupDescription')
  const tags = tagsFor('security-group', input.TagSpecifications)
  if ([...ec2.securityGroups.values()].some(({ name, vpcId }) => name === GroupName && vpcId === vpc.id)) {
    const message = `The security group '${GroupName}' already exists for VPC '${vpc.id}'`
    throw new AwsError('InvalidGroup.Duplicate', message)
  }
  const group = newSecurityGroup(GroupName, Description, vpc.id)
  ec2.securityGroups.set(group.id, group)
  const arn = ec2.arn('security-group', group.id)
  cloud.tags.add(arn, tags)
  return { GroupId: group.id, SecurityGroupArn: arn, ...(tags.length ? { Tags: tags } : {}) }
}

export function resources({ VpcId }: CreateSecurityGroupRequest, { cloud: { ec2 } }: Call): string[] {
  return [ec2.arn('security-group', '*'), ec2.arn('vpc', VpcId ?? ec2.defaultVpc.id)]
}

export function needs({ TagSpecifications }: CreateSecurityGroupRequest, call: Call): Need[] {
  return tagNeeds(TagSpecifications, 'CreateSecurityGroup', call)
}

function checkName(name: string): void {
  checkText(name, 'groupName')
  if (name.startsWith('sg-')) {
    const message = `Invalid value '${name}' for groupName. Group names may not be in the format sg-*.`
    throw new AwsError('InvalidParameterValue', message)
  }
  if (name === 'default')
    throw new AwsError('InvalidGroup.Reserved', `Cannot use reserved security group name: ${name}`)
}

function checkText(text: string, parameter: string): void {
  if (text === '') throw new AwsError('MissingParameter', `The request must contain the parameter ${parameter}`)
  if (text.length > 255) throw invalid(text, parameter, 'Character sets beyond the limit of 255 characters.')
  if (!allowedCharacters.test(text)) throw invalid(text, parameter, 'Character sets beyond ASCII are not supported.')
}

function invalid(text: string, parameter: string, why: string): AwsError {
  return new AwsError('InvalidParameterValue', `Value (${text}) for parameter ${parameter} is invalid. ${why}`)
}
