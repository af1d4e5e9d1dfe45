import { find } from '../requests/resource-id.ts'
import type { Ec2State } from '../state.ts'
import type { ProfileAssociation } from './profile-association.ts'

/** The association of an id that nobody has ended. Throws EC2's error where there is none. */
export function liveAssociation(ec2: Ec2State, id = ''): ProfileAssociation {
  const live = [...ec2.associations].filter(([, { endsAt }]) => endsAt === undefined)
  return find(new Map(live), id, 'profileAssociation')
}
