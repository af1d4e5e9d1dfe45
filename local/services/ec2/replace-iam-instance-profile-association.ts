import type {
  ReplaceIamInstanceProfileAssociationRequest,
  ReplaceIamInstanceProfileAssociationResult,
} from '@aws-sdk/client-ec2'
import { AwsError } from '../../aws-error.ts'
import type { Call, Need } from '../../operation.ts'
import { findLaunchProfile, passRoleNeeds, profileCondition } from './resources/launch-profile.ts'
import { liveAssociation } from './resources/live-association.ts'
import { associatingSeconds, associationView, newAssociation } from './resources/profile-association.ts'

/**
 * Swaps the instance profile of a running instance, without a reboot: a new association with its own id takes over, and
 * the instance's metadata service hands out the new role's credentials from then on.
 */
export function handle(
  input: ReplaceIamInstanceProfileAssociationRequest,
  { cloud }: Call,
): ReplaceIamInstanceProfileAssociationResult {
  const { ec2, clock } = cloud
  const present = liveAssociation(ec2, input.AssociationId)
  const profile = findLaunchProfile(ec2, input.IamInstanceProfile)
  if (!profile) throw new AwsError('MissingParameter', 'The request must contain the parameter IamInstanceProfile')
  const swapAt = clock.now() + associatingSeconds * 1000
  present.endsAt = swapAt
  const association = newAssociation(present.instanceId, profile, swapAt)
  ec2.associations.set(association.id, association)
  return { IamInstanceProfileAssociation: associationView(association, clock.now()) }
}

export function resources(
  { AssociationId }: ReplaceIamInstanceProfileAssociationRequest,
  { cloud: { ec2 } }: Call,
): string[] {
  return [ec2.arn('instance', liveAssociation(ec2, AssociationId).instanceId)]
}

export function conditions(input: ReplaceIamInstanceProfileAssociationRequest, { cloud }: Call) {
  const { profileArn } = liveAssociation(cloud.ec2, input.AssociationId)
  return {
    ...profileCondition(cloud, 'ec2:NewInstanceProfile', input.IamInstanceProfile),
    'ec2:InstanceProfile': profileArn,
  }
}

export function needs({ IamInstanceProfile }: ReplaceIamInstanceProfileAssociationRequest, { cloud }: Call): Need[] {
  return passRoleNeeds(cloud, IamInstanceProfile)
}
