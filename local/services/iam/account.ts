import { readPolicy } from '../../policy/document.ts'
import { awsManagedPolicies } from './aws-managed-policies.ts'
import { type AccessKey, type ManagedPolicy, newId, type User } from './entity.ts'

/** When AWS first published AdministratorAccess; entities that have always been there are as old. */
const beginning = Date.parse('2015-02-06T18:39:46Z')

/** The policies that AWS keeps for every account, by ARN. */
export function policiesOfAws(): Map<string, ManagedPolicy> {
  const policies = awsManagedPolicies.map(({ name, path, document }): ManagedPolicy => {
    const version = { id: 'v1', policy: readPolicy(JSON.stringify(document)), createdAt: beginning }
    return {
      arn: `arn:aws:iam::aws:policy${path}${name}`,
      id: newId('ANPA'),
      name,
      path,
      createdAt: beginning,
      updatedAt: beginning,
      versions: [version],
      defaultVersionId: version.id,
      versionCount: 1,
    }
  })
  return new Map(policies.map((policy) => [policy.arn, policy]))
}

/** The user behind the credentials `local`/`local`, who may do everything. */
export function administratorOf(account: string): { user: User; key: AccessKey } {
  return {
    user: {
      kind: 'user',
      name: 'local',
      path: '/',
      arn: `arn:aws:iam::${account}:user/local`,
      id: newId('AIDA'),
      createdAt: beginning,
      inline: new Map(),
      attached: new Set(['arn:aws:iam::aws:policy/AdministratorAccess']),
    },
    key: { id: 'local', secret: 'local', userName: 'local', createdAt: beginning, status: 'Active' },
  }
}
