import type { GetLaunchTemplateDataRequest, GetLaunchTemplateDataResult } from '@aws-sdk/client-ec2'
import type { Call } from '../../operation.ts'
import { find } from './requests/resource-id.ts'

/** The data of a launch template that would launch an instance like this one. */
export function handle(
  { InstanceId = '' }: GetLaunchTemplateDataRequest,
  { cloud }: Call,
): GetLaunchTemplateDataResult {
  const { description, zone, id } = find(cloud.ec2.instances, InstanceId, 'instance')
  const { image, type, groups, keyName, userData, metadataOptions } = description
  const [association] = cloud.ec2.associationsOf(id)
  return {
    LaunchTemplateData: {
      ImageId: image.id,
      InstanceType: type.name as 't3.micro',
      SecurityGroupIds: groups.map((group) => group.id),
      Placement: { AvailabilityZone: zone, Tenancy: 'default' },
      MetadataOptions: {
        HttpEndpoint: metadataOptions.enabled ? 'enabled' : 'disabled',
        HttpTokens: metadataOptions.tokenRequired ? 'required' : 'optional',
        HttpPutResponseHopLimit: metadataOptions.hopLimit,
        InstanceMetadataTags: metadataOptions.tagsEnabled ? 'enabled' : 'disabled',
      },
      ...(keyName ? { KeyName: keyName } : {}),
      ...(userData ? { UserData: userData } : {}),
      ...(association ? { IamInstanceProfile: { Arn: association.profileArn } } : {}),
    },
  }
}

export function resources({ InstanceId = '' }: GetLaunchTemplateDataRequest, { cloud: { ec2 } }: Call): string[] {
  return [ec2.arn('instance', InstanceId)]
}
