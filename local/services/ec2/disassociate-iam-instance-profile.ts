import type { DisassociateIamInstanceProfileRequest, DisassociateIamInstanceProfileResult } from '@aws-sdk/client-ec2'
import type { Call } from '../../operation.ts'
import { liveAssociation } from './resources/live-association.ts'
import { associatingSeconds, associationView } from './resources/profile-association.ts'

/** Takes the instance profile off an instance. */
export function handle(
  { AssociationId }: DisassociateIamInstanceProfileRequest,
  { cloud }: Call,
): DisassociateIamInstanceProfileResult {
  const association = liveAssociation(cloud.ec2, AssociationId)
  association.endsAt = cloud.clock.now() + associatingSeconds * 1000
  return { IamInstanceProfileAssociation: associationView(association, cloud.clock.now()) }
}

export function resources(
  { AssociationId }: DisassociateIamInstanceProfileRequest,
  { cloud: { ec2 } }: Call,
): string[] {
  return [ec2.arn('instance', liveAssociation(ec2, AssociationId).instanceId)]
}
