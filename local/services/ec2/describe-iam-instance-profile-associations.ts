import type {
  DescribeIamInstanceProfileAssociationsRequest,
  DescribeIamInstanceProfileAssociationsResult,
} from '@aws-sdk/client-ec2'
import type { Call } from '../../operation.ts'
import { applyFilters, type FilterNames } from './requests/filters.ts'
import { page, refusePagedIds } from './requests/page.ts'
import { findAll } from './requests/resource-id.ts'
import { associationState, associationView, type ProfileAssociation } from './resources/profile-association.ts'

/** Describes which instance profile is on which instance, while it is. */
export function handle(
  input: DescribeIamInstanceProfileAssociationsRequest,
  { cloud }: Call,
): DescribeIamInstanceProfileAssociationsResult {
  const now = cloud.clock.now()
  refusePagedIds('associationIds', input.AssociationIds, input)
  const present = [...cloud.ec2.associations.values()].filter((each) => associationState(each, now))
  const byId = new Map(present.map((association) => [association.id, association]))
  const ids = input.AssociationIds
  const candidates = ids?.length ? findAll(byId, ids, 'profileAssociation') : present
  const filters: FilterNames<ProfileAssociation> = {
    'instance-id': ({ instanceId }) => instanceId,
    state: (association) => associationState(association, now),
  }
  const { items, ...rest } = page(applyFilters(candidates, input.Filters, filters), ({ id }) => id, input)
  return { IamInstanceProfileAssociations: items.map((association) => associationView(association, now)), ...rest }
}
