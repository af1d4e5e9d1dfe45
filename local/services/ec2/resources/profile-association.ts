import type { IamInstanceProfileAssociation } from '@aws-sdk/client-ec2'
import type { ProfileFacts } from '../../../virtual-machines/metadata-facts.ts'
import { newId } from '../requests/resource-id.ts'

/** From the request until a changed association of an instance profile takes effect, in cloud seconds. */
export const associatingSeconds = 2

/** An instance profile on an instance, from one time until another (cloud milliseconds). */
export interface ProfileAssociation {
  readonly id: string
  readonly instanceId: string
  readonly profileArn: string
  readonly profileId: string
  readonly effectiveAt: number
  /** When it stops having effect, where it has been taken off or replaced. */
  endsAt?: number
}

export function newAssociation(
  instanceId: string,
  profile: { arn: string; id: string },
  effectiveAt: number,
): ProfileAssociation {
  return { id: newId('iip-assoc'), instanceId, profileArn: profile.arn, profileId: profile.id, effectiveAt }
}

/** `associating`, `associated`, `disassociating`; undefined once it is over. */
export function associationState({ effectiveAt, endsAt }: ProfileAssociation, now: number) {
  if (endsAt !== undefined) return now < endsAt ? ('disassociating' as const) : undefined
  return now < effectiveAt ? ('associating' as const) : ('associated' as const)
}

/** The profile whose credentials an instance has now. */
export function effectiveProfile(
  associations: Iterable<ProfileAssociation>,
  now: number,
  roleOf: (profileArn: string) => string | undefined,
): ProfileFacts | undefined {
  const current = [...associations].find(
    ({ effectiveAt, endsAt }) => effectiveAt <= now && (endsAt === undefined || now < endsAt),
  )
  if (!current) return undefined
  const roleArn = roleOf(current.profileArn)
  return { associationId: current.id, arn: current.profileArn, id: current.profileId, ...(roleArn ? { roleArn } : {}) }
}

/** An association as the API shows it. */
export function associationView(association: ProfileAssociation, now: number): IamInstanceProfileAssociation {
  return {
    AssociationId: association.id,
    InstanceId: association.instanceId,
    IamInstanceProfile: { Arn: association.profileArn, Id: association.profileId },
    State: associationState(association, now) ?? 'disassociated',
  }
}
