import type { Reservation, RunInstancesRequest } from '@aws-sdk/client-ec2'
import { AwsError } from '../../aws-error.ts'
import type { Call, Need } from '../../operation.ts'
import { tagNeeds } from './requests/tag-specifications.ts'
import { reservations } from './resources/instance-view.ts'
import { passRoleNeeds, profileCondition } from './resources/launch-profile.ts'
import { withTemplate } from './resources/launch-request.ts'

/** Launches instances. The same client token again answers with what the first call launched. */
export function handle(input: RunInstancesRequest, { cloud }: Call): Reservation {
  const { ec2 } = cloud
  const { ClientToken, ...parameters } = input
  const earlier = ClientToken === undefined ? undefined : ec2.launchTokens.get(ClientToken)
  const fingerprint = JSON.stringify(parameters)
  if (earlier && earlier.fingerprint !== fingerprint) {
    const message = 'Client token already used before with different request parameters.'
    throw new AwsError('IdempotentParameterMismatch', message)
  }
  const instances = earlier
    ? [...ec2.instances.values()].filter(({ description }) => description.reservationId === earlier.reservationId)
    : ec2.launch(input)
  const reservationId = instances[0]?.description.reservationId
  if (ClientToken !== undefined && reservationId) ec2.launchTokens.set(ClientToken, { fingerprint, reservationId })
  return reservations(cloud, instances)[0] ?? {}
}

/** Everything a launch touches. Source: EC2 User Guide, "Example policies for working with the AWS CLI or an AWS SDK". */
export function resources(input: RunInstancesRequest, { cloud }: Call): string[] {
  const { ec2, region } = cloud
  const { ImageId, KeyName, NetworkInterfaces, SecurityGroupIds, SubnetId, template } = withTemplate(ec2, input)
  const groups = NetworkInterfaces?.[0]?.Groups ?? SecurityGroupIds ?? ['*']
  return [
    ec2.arn('instance', '*'),
    ec2.arn('network-interface', '*'),
    ec2.arn('volume', '*'),
    `arn:aws:ec2:${region}::image/${ImageId ?? '*'}`,
    ec2.arn('subnet', NetworkInterfaces?.[0]?.SubnetId ?? SubnetId ?? '*'),
    ...groups.map((id) => ec2.arn('security-group', id)),
    ...(KeyName ? [ec2.arn('key-pair', KeyName)] : []),
    ...(template ? [ec2.arn('launch-template', template.id)] : []),
  ]
}

export function conditions(input: RunInstancesRequest, { cloud }: Call): Record<string, string> {
  const { IamInstanceProfile, InstanceType, template } = withTemplate(cloud.ec2, input)
  return {
    ...(InstanceType ? { 'ec2:InstanceType': InstanceType } : {}),
    ...profileCondition(cloud, 'ec2:InstanceProfile', IamInstanceProfile),
    ...(template ? { 'ec2:LaunchTemplate': cloud.ec2.arn('launch-template', template.id) } : {}),
  }
}

export function needs(input: RunInstancesRequest, call: Call): Need[] {
  const { IamInstanceProfile, TagSpecifications } = withTemplate(call.cloud.ec2, input)
  return [...passRoleNeeds(call.cloud, IamInstanceProfile), ...tagNeeds(TagSpecifications, 'RunInstances', call)]
}
