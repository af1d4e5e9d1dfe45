import { AwsError } from '../../aws-error.ts'
import { readIdentityPolicy, sizeOf } from './documents.ts'
import type { Identity } from './entity.ts'
import { checkName } from './names.ts'
import { page } from './page.ts'
import { encoded } from './view.ts'

interface Named {
  PolicyName?: string | undefined
}

const longestByKind = { role: 10_240, user: 2048 }

/** Writes an inline policy; all of an identity's inline policies share one limit of size. */
export function putInline(identity: Identity, kind: 'role' | 'user', name = '', document?: string) {
  checkName('policyName', name, 128)
  const policy = readIdentityPolicy(document)
  const others = [...identity.inline].filter(([each]) => each !== name).map(([, each]) => sizeOf(each.text))
  const longest = longestByKind[kind]
  if (others.reduce((sum, size) => sum + size, sizeOf(policy.text)) > longest)
    throw new AwsError(
      'LimitExceeded',
      `Maximum policy size of ${longest} bytes exceeded for ${kind} ${identity.name}`,
      409,
    )
  identity.inline.set(name, policy)
}

export function getInline(identity: Identity, kind: 'role' | 'user', { PolicyName = '' }: Named) {
  const policy = identity.inline.get(PolicyName)
  if (!policy) throw missing(kind, PolicyName)
  return { PolicyName, PolicyDocument: encoded(policy) }
}

export function deleteInline(identity: Identity, kind: 'role' | 'user', { PolicyName = '' }: Named) {
  if (!identity.inline.delete(PolicyName)) throw missing(kind, PolicyName)
}

export function listInline(identity: Identity, request: Parameters<typeof page>[2]) {
  const { items, ...rest } = page(identity.inline.keys(), (name) => name, request)
  return { PolicyNames: items, ...rest }
}

const missing = (kind: 'role' | 'user', name: string) =>
  new AwsError('NoSuchEntity', `The ${kind} policy with name ${name} cannot be found.`, 404)
