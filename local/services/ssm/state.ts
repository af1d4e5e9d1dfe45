import type { Parameter } from '@aws-sdk/client-ssm'
import { AwsError } from '../../aws-error.ts'
import type { Cloud } from '../../cloud.ts'
import type { Invocation } from './invocation.ts'
import type { ParameterVersion } from './parameter.ts'
import { publicParameters } from './public-parameters.ts'
import { readSelector, type Selector } from './selector.ts'

/** Parameters with all their versions, and the commands sent to instances. */
export class SsmState {
  readonly cloud: Cloud
  readonly invocations = new Map<string, Invocation[]>()
  readonly #parameters = new Map<string, ParameterVersion[]>()

  constructor(cloud: Cloud) {
    this.cloud = cloud
  }

  /** The parameters AWS publishes belong to no account. */
  arnOf(name: string): string {
    const owner = /^\/aws\/service(\/|$)/.test(name) ? '' : this.cloud.account
    return `arn:aws:ssm:${this.cloud.region}:${owner}:parameter/${name.replace(/^\//, '')}`
  }

  /** Names of the account's own parameters, sorted. */
  get names(): string[] {
    return [...this.#parameters.keys()].sort()
  }

  versions(name: string): readonly ParameterVersion[] {
    return this.#parameters.get(name) ?? publicParameters(this.cloud).get(name) ?? []
  }

  /** The newest version, or the one a selector such as `name:3` asks for. */
  parameter(selector: string): Parameter | undefined {
    const { name, version } = this.#read(selector)
    const versions = this.versions(name)
    const found = version === undefined ? versions.at(-1) : versions.find((each) => String(each.version) === version)
    return found && this.#shown(name, found, version)
  }

  put(name: string, version: Omit<ParameterVersion, 'version'>): number {
    const versions = this.#parameters.get(name) ?? []
    const number = (versions.at(-1)?.version ?? 0) + 1
    this.#parameters.set(name, [...versions, { ...version, version: number }].slice(-100))
    return number
  }

  /** Whether there was such a parameter to delete. */
  delete(name: string): boolean {
    this.cloud.tags.forget(this.arnOf(name))
    return this.#parameters.delete(name)
  }

  /** The parameter an operation names. Throws `ParameterNotFound`. */
  existing(selector: string): Parameter {
    const parameter = this.parameter(selector)
    if (parameter) return parameter
    const { name, version } = this.#read(selector)
    if (version !== undefined && this.versions(name).length > 0)
      throw new AwsError('ParameterVersionNotFound', `Systems Manager could not find version ${version} of ${name}.`)
    throw new AwsError('ParameterNotFound', '')
  }

  /** A name of one level may be written with a slash or without: an ARN does not tell which. */
  #read(text: string): Selector {
    const selector = readSelector(text, (name) => this.arnOf(name))
    const rooted = `/${selector.name}`
    return text.startsWith('arn:') && this.versions(rooted).length > 0 ? { ...selector, name: rooted } : selector
  }

  #shown(name: string, found: ParameterVersion, selector: string | undefined): Parameter {
    return {
      Name: name,
      Type: found.type,
      Value: found.value,
      Version: found.version,
      ...(selector === undefined ? {} : { Selector: `:${selector}` }),
      LastModifiedDate: new Date(found.modifiedAt),
      ARN: this.arnOf(name),
      DataType: 'text',
    }
  }
}
