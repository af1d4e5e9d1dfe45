import { randomBytes } from 'node:crypto'
import type { Policy } from '../../policy/document.ts'

/** What every IAM entity has. Tags live in the cloud's tag store under its ARN. */
export interface Entity {
  readonly arn: string
  readonly id: string
  readonly path: string
  /** Cloud time in milliseconds since the epoch. */
  readonly createdAt: number
}

/** A user or a role: something that policies are given to. */
export interface Identity extends Entity {
  readonly name: string
  readonly inline: Map<string, Policy>
  /** ARNs of attached policies, in the order of attachment. */
  readonly attached: Set<string>
  boundaryArn?: string
}

export interface User extends Identity {
  readonly kind: 'user'
}

export interface Role extends Identity {
  readonly kind: 'role'
  trust: Policy
  description?: string
  maxSessionSeconds: number
  /** Cloud time of the last assumption. */
  lastUsedAt?: number
}

export interface InstanceProfile extends Entity {
  readonly name: string
  roleArn?: string
  /** When a role was last added or removed, in cloud time. */
  changedAt: number
}

export interface PolicyVersion {
  /** `v1`, `v2`, … */
  readonly id: string
  readonly policy: Policy
  readonly createdAt: number
}

export interface ManagedPolicy extends Entity {
  readonly name: string
  readonly description?: string
  readonly versions: PolicyVersion[]
  defaultVersionId: string
  updatedAt: number
  /** How many versions there have ever been; ids are never used twice. */
  versionCount: number
}

export interface AccessKey {
  readonly id: string
  readonly secret: string
  readonly userName: string
  readonly createdAt: number
  status: 'Active' | 'Inactive'
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** An id as IAM makes them: a prefix such as `AROA` for roles, then 17 characters; access keys have 16. */
export const newId = (prefix: string, length = 17) =>
  prefix + Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join('')
