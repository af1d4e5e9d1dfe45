import { BlockList, isIPv4, isIPv6 } from 'node:net'
import { isObject, type Json } from '../../json.ts'
import { any, matchesMarked } from '../../wildcard.ts'
import { memberOf } from './member-of.ts'

/** One way to compare a member of an event with the operand a pattern gives. */
export interface Comparison {
  isValid(operand: Json): boolean
  fits(operand: Json, actual: unknown): boolean
}

const isText = (operand: Json) => typeof operand === 'string'

/** Text, or `{ "equals-ignore-case": text }`. */
const isTextInAnyCase = (operand: Json) =>
  isText(operand) ||
  (isObject(operand) &&
    Object.keys(operand).join() === 'equals-ignore-case' &&
    isText(operand['equals-ignore-case'] as Json))

function affix(test: (actual: string, operand: string) => boolean): Comparison {
  return {
    isValid: isTextInAnyCase,
    fits: (operand, actual) => {
      if (typeof actual !== 'string') return false
      if (typeof operand === 'string') return test(actual, operand)
      const text = String(memberOf(operand, 'equals-ignore-case'))
      return test(actual.toLowerCase(), text.toLowerCase())
    },
  }
}

/** Every comparison but `exists`, which asks about the member and not its value. */
export const comparisons: Record<string, Comparison> = {
  prefix: affix((actual, operand) => actual.startsWith(operand)),
  suffix: affix((actual, operand) => actual.endsWith(operand)),
  'equals-ignore-case': {
    isValid: isText,
    fits: (operand, actual) => typeof actual === 'string' && actual.toLowerCase() === String(operand).toLowerCase(),
  },
  wildcard: {
    isValid: isText,
    // A question mark is a plain character here.
    fits: (operand, actual) =>
      typeof actual === 'string' && matchesMarked(String(operand).replaceAll('*', any), actual),
  },
  cidr: { isValid: (operand) => isText(operand) && rangeOf(String(operand)) !== undefined, fits: inRange },
  numeric: { isValid: isNumericRange, fits: numberFits },
  'anything-but': { isValid: isExclusion, fits: (operand, actual) => !excludes(operand, actual) },
}

function isExclusion(operand: Json): boolean {
  if (isObject(operand)) {
    const [[name = '', inner] = []] = Object.entries(operand)
    const list = Array.isArray(inner) ? inner : [inner as Json]
    return name !== 'anything-but' && name in comparisons && list.every((each) => comparisons[name]?.isValid(each))
  }
  const list = Array.isArray(operand) ? operand : [operand]
  return list.length > 0 && list.every((each) => typeof each === 'string' || typeof each === 'number')
}

function excludes(operand: Json, actual: unknown): boolean {
  if (!isObject(operand)) return (Array.isArray(operand) ? operand : [operand]).some((each) => each === actual)
  const [[name = '', inner] = []] = Object.entries(operand)
  return (Array.isArray(inner) ? inner : [inner as Json]).some((each) => comparisons[name]?.fits(each, actual))
}

const numberTests: Record<string, (actual: number, bound: number) => boolean> = {
  '=': (actual, bound) => actual === bound,
  '<': (actual, bound) => actual < bound,
  '<=': (actual, bound) => actual <= bound,
  '>': (actual, bound) => actual > bound,
  '>=': (actual, bound) => actual >= bound,
}

/** Pairs of an operator and a bound: `[">", 0, "<=", 5]`. */
function isNumericRange(operand: Json): boolean {
  if (!Array.isArray(operand) || (operand.length !== 2 && operand.length !== 4)) return false
  return operand.every((each, at) => (at % 2 === 0 ? String(each) in numberTests : typeof each === 'number'))
}

function numberFits(operand: Json, actual: unknown): boolean {
  const parts = Array.isArray(operand) ? operand : []
  if (typeof actual !== 'number') return false
  const pairs = [parts.slice(0, 2), parts.slice(2, 4)].filter((pair) => pair.length > 0)
  return pairs.every(([name, bound]) => numberTests[String(name)]?.(actual, Number(bound)))
}

function rangeOf(text: string): BlockList | undefined {
  const [network = '', bits = ''] = text.split('/')
  const family = isIPv4(network) ? 'ipv4' : isIPv6(network) ? 'ipv6' : undefined
  if (!family || !/^\d+$/.test(bits) || Number(bits) > (family === 'ipv4' ? 32 : 128)) return undefined
  const block = new BlockList()
  block.addSubnet(network, Number(bits), family)
  return block
}

function inRange(operand: Json, actual: unknown): boolean {
  if (typeof actual !== 'string' || !(isIPv4(actual) || isIPv6(actual))) return false
  return rangeOf(String(operand))?.check(actual, isIPv6(actual) ? 'ipv6' : 'ipv4') ?? false
}
