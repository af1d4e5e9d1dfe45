import { randomUUID } from 'node:crypto'
import type { Cloud } from '../cloud.ts'
import type { Assembly } from './assembly.ts'
import { resolved, type Scope } from './expression.ts'
import { requireAllowed } from './parameter-check.ts'
import type { Created } from './resource-type.ts'

/** What the expressions of one stack refer to while it is made. */
export class StackScope implements Scope {
  readonly #cloud: Cloud
  readonly #assembly: Assembly
  readonly #parameters: Readonly<Record<string, string>>
  readonly #pseudo: Readonly<Record<string, unknown>>
  readonly #created = new Map<string, Created>()

  constructor(cloud: Cloud, assembly: Assembly, parameters: Readonly<Record<string, string>>) {
    const unknown = Object.keys(parameters).find((name) => !(name in (assembly.template.Parameters ?? {})))
    if (unknown !== undefined) throw new Error(`Parameters: [${unknown}] do not exist in the template`)
    requireAllAllowed(assembly, parameters)
    this.#cloud = cloud
    this.#assembly = assembly
    this.#parameters = parameters
    this.#pseudo = pseudoParameters(cloud, assembly.stackName)
  }

  add(logicalId: string, created: Created) {
    this.#created.set(logicalId, created)
  }

  get physicalIds(): Record<string, string> {
    return Object.fromEntries([...this.#created].map(([logicalId, { ref }]) => [logicalId, ref]))
  }

  ref(name: string): unknown {
    const created = this.#created.get(name)
    if (created) return created.ref
    return name in this.#pseudo ? this.#pseudo[name] : this.#parameter(name)
  }

  attribute(logicalId: string, name: string): string {
    const value = this.#created.get(logicalId)?.attributes?.[name]
    if (value !== undefined) return value
    const type = this.#assembly.template.Resources[logicalId]?.Type ?? 'no resource'
    throw new Error(`${logicalId}.${name}: this attribute of ${type} is not supported by this cloud`)
  }

  condition(name: string): boolean {
    const expression = this.#assembly.template.Conditions?.[name]
    if (expression === undefined) throw new Error(`Template format error: there is no condition ${name}`)
    return Boolean(resolved(expression, this))
  }

  mapping(map: string, key: string, second: string): unknown {
    const value = this.#assembly.template.Mappings?.[map]?.[key]?.[second]
    if (value === undefined) throw new Error(`Template error: there is no mapping ${map}.${key}.${second}`)
    return value
  }

  #parameter(name: string): unknown {
    const parameter = this.#assembly.template.Parameters?.[name]
    if (!parameter) throw new Error(`Template format error: unresolved reference to ${name}`)
    const value = this.#parameters[name] ?? parameter.Default
    if (value === undefined) throw new Error(`Parameters: [${name}] must have values`)
    if (parameter.Type.startsWith('AWS::SSM::Parameter::Value')) {
      const stored = this.#cloud.ssm.parameter(String(value))?.Value
      if (stored === undefined) throw new Error(`Parameter ${name}: there is no SSM parameter ${value}`)
      return stored
    }
    return /^(CommaDelimitedList|List<)/.test(parameter.Type) ? String(value).split(',') : value
  }
}

/** Those of SSM are read when they are asked for: nothing needs the version of the bootstrap stack here. */
function requireAllAllowed({ template }: Assembly, given: Readonly<Record<string, string>>) {
  for (const [name, parameter] of Object.entries(template.Parameters ?? {})) {
    const value = given[name] ?? parameter.Default
    if (value !== undefined) requireAllowed(name, parameter, value)
  }
}

function pseudoParameters({ account, region }: Cloud, stackName: string) {
  return {
    'AWS::AccountId': account,
    'AWS::Region': region,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': stackName,
    'AWS::StackId': `arn:aws:cloudformation:${region}:${account}:stack/${stackName}/${randomUUID()}`,
    'AWS::NotificationARNs': [],
  }
}
