import type { AssociateIamInstanceProfileRequest, AssociateIamInstanceProfileResult } from '@aws-sdk/client-ec2'
import { AwsError } from '../../aws-error.ts'
import type { Call, Need } from '../../operation.ts'
import { find } from './requests/resource-id.ts'
import { findLaunchProfile, passRoleNeeds, profileCondition } from './resources/launch-profile.ts'
import { associatingSeconds, associationView, newAssociation } from './resources/profile-association.ts'

/** Puts an instance profile on a running or stopped instance that has none. */
export function handle(input: AssociateIamInstanceProfileRequest, { cloud }: Call): AssociateIamInstanceProfileResult {
  const { ec2, clock } = cloud
  const instance = find(ec2.instances, input.InstanceId ?? '', 'instance')
  if (instance.stateName !== 'running' && instance.stateName !== 'stopped') {
    const message = `The instance '${instance.id}' is not in the 'running' or 'stopped' states.`
    throw new AwsError('IncorrectInstanceState', message)
  }
  const profile = findLaunchProfile(ec2, input.IamInstanceProfile)
  if (!profile) throw new AwsError('MissingParameter', 'The request must contain the parameter IamInstanceProfile')
  if (ec2.associationsOf(instance.id).some(({ endsAt }) => endsAt === undefined))
    throw new AwsError('IncorrectState', `There is an existing association for instance ${instance.id}`)
  const association = newAssociation(instance.id, profile, clock.now() + associatingSeconds * 1000)
  ec2.associations.set(association.id, association)
  return { IamInstanceProfileAssociation: associationView(association, clock.now()) }
}

export function resources({ InstanceId = '' }: AssociateIamInstanceProfileRequest, { cloud: { ec2 } }: Call): string[] {
  return [ec2.arn('instance', InstanceId)]
}

export function conditions({ IamInstanceProfile }: AssociateIamInstanceProfileRequest, { cloud }: Call) {
  return profileCondition(cloud, 'ec2:NewInstanceProfile', IamInstanceProfile)
}

export function needs({ IamInstanceProfile }: AssociateIamInstanceProfileRequest, { cloud }: Call): Need[] {
  return passRoleNeeds(cloud, IamInstanceProfile)
}
