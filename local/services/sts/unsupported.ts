import { AwsError } from '../../aws-error.ts'

/** Members whose effect this cloud does not model: session tags, MFA and source identities. */
const members = ['Tags', 'TransitiveTagKeys', 'SerialNumber', 'TokenCode', 'SourceIdentity', 'ProvidedContexts']

/** Refuses a request that would get less than it asks for. */
export function refuseUnsupported(input: object) {
  const found = Object.entries(input).find(([name, value]) => members.includes(name) && value !== undefined)
  if (found) throw new AwsError('ValidationError', `${found[0]} is not supported by this cloud.`)
}
