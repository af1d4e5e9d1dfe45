import { BlockList, type IPVersion, isIPv4, isIPv6 } from 'node:net'
import { matchesMarked } from '../wildcard.ts'

/** Whether one value of the request satisfies one value of the policy. */
export interface Operator {
  test(policy: string, value: string): boolean
  /** `*` and `?` in the policy's value are wildcards. */
  wildcards?: boolean
  /** True when no value of the policy matches, as in `StringNotEquals`. */
  negated?: boolean
}

const numeric = (compare: (value: number, policy: number) => boolean): Operator => ({
  test: (policy, value) => isNumber(policy) && isNumber(value) && compare(Number(value), Number(policy)),
})

const date = (compare: (value: number, policy: number) => boolean): Operator => ({
  test: (policy, value) => compare(instantOf(value), instantOf(policy)),
})

const not = (operator: Operator): Operator => ({ ...operator, negated: true })

const isNumber = (text: string) => text.trim() !== '' && !Number.isNaN(Number(text))

/** Milliseconds of an ISO 8601 date or of seconds since the epoch; NaN, which compares false, for anything else. */
const instantOf = (text: string) => (/^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text))

/** The six parts of an ARN; the last one keeps its colons. */
function partsOf(arn: string): string[] | undefined {
  const parts = arn.split(':')
  return parts.length < 6 ? undefined : [...parts.slice(0, 5), parts.slice(5).join(':')]
}

function arnMatches(policy: string, value: string): boolean {
  const patterns = partsOf(policy)
  const parts = partsOf(value)
  return (
    patterns !== undefined && parts !== undefined && patterns.every((each, at) => matchesMarked(each, parts[at] ?? ''))
  )
}

function familyOf(address: string): IPVersion | undefined {
  if (isIPv4(address)) return 'ipv4'
  return isIPv6(address) ? 'ipv6' : undefined
}

/** Nothing is in a range that is none. */
function inRange(range: string, address: string): boolean {
  const [, network = '', length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(range) ?? []
  const [family, addressFamily] = [familyOf(network), familyOf(address)]
  if (!family || !addressFamily) return false
  const longest = family === 'ipv4' ? 32 : 128
  const bits = Number(length ?? longest)
  if (bits > longest) return false
  const block = new BlockList()
  block.addSubnet(network, bits, family)
  return block.check(address, addressFamily)
}

const stringEquals: Operator = { test: (policy, value) => policy === value }
const stringEqualsIgnoreCase: Operator = { test: (policy, value) => policy.toLowerCase() === value.toLowerCase() }
const stringLike: Operator = { test: matchesMarked, wildcards: true }
const arnLike: Operator = { test: arnMatches, wildcards: true }
const numericEquals = numeric((value, policy) => value === policy)
const dateEquals = date((value, policy) => value === policy)
const ipAddress: Operator = { test: inRange }

/** Every condition operator of the IAM JSON policy reference, but `Null`, which asks about the key and not its value. */
export const operators: Readonly<Record<string, Operator>> = {
  StringEquals: stringEquals,
  StringNotEquals: not(stringEquals),
  StringEqualsIgnoreCase: stringEqualsIgnoreCase,
  StringNotEqualsIgnoreCase: not(stringEqualsIgnoreCase),
  StringLike: stringLike,
  StringNotLike: not(stringLike),
  NumericEquals: numericEquals,
  NumericNotEquals: not(numericEquals),
  NumericLessThan: numeric((value, policy) => value < policy),
  NumericLessThanEquals: numeric((value, policy) => value <= policy),
  NumericGreaterThan: numeric((value, policy) => value > policy),
  NumericGreaterThanEquals: numeric((value, policy) => value >= policy),
  DateEquals: dateEquals,
  DateNotEquals: not(dateEquals),
  DateLessThan: date((value, policy) => value < policy),
  DateLessThanEquals: date((value, policy) => value <= policy),
  DateGreaterThan: date((value, policy) => value > policy),
  DateGreaterThanEquals: date((value, policy) => value >= policy),
  Bool: stringEqualsIgnoreCase,
  BinaryEquals: stringEquals,
  IpAddress: ipAddress,
  NotIpAddress: not(ipAddress),
  ArnEquals: arnLike,
  ArnLike: arnLike,
  ArnNotEquals: not(arnLike),
  ArnNotLike: not(arnLike),
}
