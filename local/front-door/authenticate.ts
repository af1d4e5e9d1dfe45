import { AwsError } from '../aws-error.ts'
import type { Cloud } from '../cloud.ts'
import type { Refusal, Refusals, WireRequest } from '../protocols/protocol.ts'
import type { Principal } from '../services/iam/principal.ts'
import { isGenuine } from './signature.ts'
import type { Signature } from './signature-parts.ts'
import { stalenessOf } from './staleness.ts'

const refusalMessages: Partial<Record<Refusal, string>> = {
  unsigned: 'Request is missing Authentication Token',
  incomplete: 'The Authorization header is malformed.',
  unknownKey: 'The security token included in the request is invalid.',
  badSignature:
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  expired: 'The security token included in the request is expired',
}

/** Services with one endpoint for the world, whose requests are signed for its region or, by some clients, for their own. */
const globalServices = new Set(['iam', 'sts'])
const globalRegion = 'us-east-1'

/** Who signed the request. Throws AwsError in the protocol's own words where nobody the cloud knows did. */
export function authenticate(
  cloud: Cloud,
  request: WireRequest,
  signature: Signature | Refusal,
  refusals: Refusals,
): Principal {
  const refuse = (reason: Refusal, words = refusalMessages[reason] ?? '') => {
    const { code, status, message = words } = refusals[reason]
    return new AwsError(code, message, status)
  }
  if (typeof signature === 'string') throw refuse(signature)
  const key = cloud.iam.principalOf(signature.accessKeyId)
  if (!key) throw refuse('unknownKey')
  const stale = stalenessOf(signature)
  if (stale) throw refuse(stale.reason, stale.message)
  if (!isForHere(signature, cloud)) throw otherRegion(signature, cloud, refuse)
  if (!isGenuine(request, signature, key.secretAccessKey)) throw refuse('badSignature')
  if (hasUnsignedHeaders(request, signature))
    throw refuse('denied', 'There were headers present in the request which were not signed')
  if (key.sessionToken !== signature.securityToken) throw refuse('unknownKey')
  if (key.expiration && key.expiration.getTime() <= Date.now()) throw refuse('expired')
  // IAM does not know the credentials of GetSessionToken unless they came with MFA, which this cloud has not.
  if (key.principal.isUserSession && signature.service === 'iam') throw refuse('unknownKey')
  return key.principal
}

function isForHere({ region, service }: Signature, cloud: Cloud): boolean {
  return region === cloud.region || (region === globalRegion && globalServices.has(service))
}

/** S3 says which region it expected, from which its clients learn. */
function otherRegion(
  { region, service }: Signature,
  cloud: Cloud,
  refuse: (reason: Refusal, words: string) => AwsError,
): AwsError {
  if (service !== 's3') return refuse('badSignature', `Credential should be scoped to a valid region, not '${region}'.`)
  const message = `The authorization header is malformed; the region '${region}' is wrong; expecting '${cloud.region}'`
  return new AwsError('AuthorizationHeaderMalformed', message, 400, { Region: cloud.region })
}

/** Whoever holds a presigned URL must not add to what it asks for. Only S3 looks. */
function hasUnsignedHeaders({ headers }: WireRequest, { service, signedHeaders }: Signature): boolean {
  if (service !== 's3') return false
  const free = (name: string) => !name.startsWith('x-amz-') || name === 'x-amz-content-sha256'
  return !Object.keys(headers).every((name) => free(name) || signedHeaders.includes(name))
}
