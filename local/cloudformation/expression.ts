/** What the expressions of a template may refer to. */
export interface Scope {
  /** Parameters, pseudo parameters and resources made so far. Throws for a name that stands for nothing. */
  ref(name: string): unknown
  attribute(logicalId: string, name: string): unknown
  condition(name: string): boolean
  mapping(map: string, key: string, second: string): unknown
}

/** What `Ref: AWS::NoValue` stands for: the property is left out. */
const noValue = Symbol('AWS::NoValue')

type Intrinsic = (argument: unknown, scope: Scope) => unknown

/** A template's value with its intrinsic functions worked out. Throws for one this cloud does not know. */
export function resolved(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((each) => resolved(each, scope)).filter((each) => each !== noValue)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  const [first] = entries
  if (
    entries.length === 1 &&
    first &&
    (first[0] === 'Ref' || first[0] === 'Condition' || first[0].startsWith('Fn::'))
  ) {
    return call(first[0], first[1], scope)
  }
  const members = entries.map(([key, each]) => [key, resolved(each, scope)])
  return Object.fromEntries(members.filter(([, each]) => each !== noValue))
}

/** The names that a value refers to, by Ref, Fn::GetAtt and Fn::Sub. */
export function referencesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesOf)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, argument]) => {
    if (key === 'Ref') return [String(argument)]
    if (key === 'Fn::GetAtt') return [attributePath(argument)[0]]
    if (key === 'Fn::Sub') return [...substituted([argument].flat()[0]), ...referencesOf(argument)]
    return referencesOf(argument)
  })
}

function call(name: string, argument: unknown, scope: Scope): unknown {
  const intrinsic = intrinsics[name]
  if (!intrinsic) throw new Error(`${name} is not supported by this cloud`)
  return intrinsic(argument, scope)
}

const intrinsics: Record<string, Intrinsic> = {
  Ref: (name, scope) => (name === 'AWS::NoValue' ? noValue : scope.ref(String(name))),
  Condition: (name, scope) => scope.condition(String(name)),
  'Fn::GetAtt': (argument, scope) => scope.attribute(...attributePath(argument)),
  'Fn::Join': (argument, scope) => {
    const [separator, parts] = list(argument)
    return list(resolved(parts, scope)).join(String(separator))
  },
  'Fn::Sub': substitute,
  'Fn::Select': (argument, scope) => {
    const [index, values] = list(argument)
    const at = Number(resolved(index, scope))
    const selected = list(resolved(values, scope))[at]
    if (selected === undefined) throw new Error(`Fn::Select cannot select nonexistent value at index ${at}`)
    return selected
  },
  'Fn::Split': (argument, scope) => {
    const [separator, text] = list(argument)
    return String(resolved(text, scope)).split(String(separator))
  },
  'Fn::Base64': (text, scope) => Buffer.from(String(resolved(text, scope))).toString('base64'),
  'Fn::FindInMap': (argument, scope) => {
    const [map, key, second] = list(resolved(argument, scope)).map(String)
    return scope.mapping(map ?? '', key ?? '', second ?? '')
  },
  'Fn::If': (argument, scope) => {
    const [condition, then, otherwise] = list(argument)
    return resolved(scope.condition(String(condition)) ? then : otherwise, scope)
  },
  'Fn::Equals': (argument, scope) => {
    const [left, right] = list(resolved(argument, scope))
    return textOf(left) === textOf(right)
  },
  'Fn::And': (argument, scope) => list(resolved(argument, scope)).every(Boolean),
  'Fn::Or': (argument, scope) => list(resolved(argument, scope)).some(Boolean),
  'Fn::Not': (argument, scope) => !list(resolved(argument, scope))[0],
}

function substitute(argument: unknown, scope: Scope): string {
  const [text, variables = {}] = [argument].flat() as [string, Record<string, unknown>?]
  return text.replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`
    if (name in variables) return String(resolved(variables[name], scope))
    const [logicalId, attribute] = attributePath(name)
    return String(attribute ? scope.attribute(logicalId, attribute) : scope.ref(name))
  })
}

function substituted(text: unknown): string[] {
  return [...String(text).matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, name = '']) => attributePath(name)[0])
}

/** Values are compared as text: a parameter of numbers is text until then. */
const textOf = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value))

function attributePath(argument: unknown): [logicalId: string, attribute: string] {
  const [logicalId = '', ...attribute] = Array.isArray(argument) ? argument.map(String) : String(argument).split('.')
  return [logicalId, attribute.join('.')]
}

function list(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new Error(`${JSON.stringify(value)} should be a list`)
  return value
}
