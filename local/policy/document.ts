/** One permission of a policy, in AWS's own grammar (IAM JSON policy reference). */
export interface Statement {
  Sid?: string
  Effect: 'Allow' | 'Deny'
  Action?: string | string[]
  NotAction?: string | string[]
  Resource?: string | string[]
  NotResource?: string | string[]
  Principal?: PrincipalElement
  NotPrincipal?: PrincipalElement
  /** Operator, then condition key, then the values of which one must match. */
  Condition?: Record<string, Record<string, ConditionValue | ConditionValue[]>>
}

export type ConditionValue = string | number | boolean

/** Whom a trust or resource policy speaks of: everyone, or kinds of principals such as `Service`. */
export type PrincipalElement = '*' | Record<string, string | string[]>

export interface PolicyDocument {
  Version?: string
  Id?: string
  Statement: Statement | Statement[]
}

/** A policy as it was given, with what it says. */
export interface Policy {
  readonly text: string
  readonly document: PolicyDocument
}

/** Reads a policy that has been validated before. */
export const readPolicy = (text: string): Policy => ({ text, document: JSON.parse(text) as PolicyDocument })

/** The elements of a member that AWS allows to be a single value or a list. */
export function listOf<Item>(value: Item | readonly Item[] | undefined): readonly Item[] {
  if (value === undefined) return []
  return Array.isArray(value) ? (value as readonly Item[]) : [value as Item]
}
