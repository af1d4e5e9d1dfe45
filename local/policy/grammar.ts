import { isObject } from '../json.ts'
import { readOperator } from './conditions.ts'
import { listOf, type PolicyDocument } from './document.ts'

const documentKeys = new Set(['Version', 'Id', 'Statement'])
const statementKeys = new Set([
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Principal',
  'NotPrincipal',
  'Condition',
])

/** Reads a policy nobody has checked: a document with known elements of the right kinds, or why it is none. */
export function parsePolicy(text: string): PolicyDocument | 'no JSON' | 'no policy' {
  try {
    const document: unknown = JSON.parse(text)
    return isPolicy(document) ? document : 'no policy'
  } catch {
    return 'no JSON'
  }
}

function isPolicy(document: unknown): document is PolicyDocument {
  if (!isObject(document) || !Object.keys(document).every((key) => documentKeys.has(key))) return false
  if (![undefined, '2008-10-17', '2012-10-17'].includes(document.Version as string | undefined)) return false
  const statements = listOf(document.Statement)
  return statements.length > 0 && statements.every(isStatement)
}

function isStatement(statement: unknown): boolean {
  if (!isObject(statement) || !Object.keys(statement).every((key) => statementKeys.has(key))) return false
  const { Sid, Effect, Action, NotAction, Resource, NotResource, Principal, NotPrincipal, Condition } = statement
  const pairs = [
    [Action, NotAction],
    [Resource, NotResource],
    [Principal, NotPrincipal],
  ]
  return (
    (Effect === 'Allow' || Effect === 'Deny') &&
    (Sid === undefined || typeof Sid === 'string') &&
    pairs.every(([positive, negative]) => positive === undefined || negative === undefined) &&
    [Action, NotAction, Resource, NotResource].every((value) =>
      listOf(value).every((each) => typeof each === 'string'),
    ) &&
    (Condition === undefined || isCondition(Condition))
  )
}

function isCondition(condition: unknown): boolean {
  if (!isObject(condition)) return false
  return Object.entries(condition).every(
    ([operator, keys]) => readOperator(operator) && isObject(keys) && Object.values(keys).every(isConditionValue),
  )
}

const isConditionValue = (value: unknown) =>
  listOf(value).every((each) => ['string', 'number', 'boolean'].includes(typeof each))
