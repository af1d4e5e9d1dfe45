import type { Refusal, WireRequest } from '../protocols/protocol.ts'
import { type Signature, signatureOf } from './signature-parts.ts'

/** Query parameters that carry a signature, in lower case. Others of Amazon's stand for headers of the request. */
const signing = new Set(
  ['Algorithm', 'Credential', 'Date', 'Expires', 'SignedHeaders', 'Signature', 'Security-Token', 'Content-Sha256'].map(
    (name) => `x-amz-${name.toLowerCase()}`,
  ),
)

const longestSeconds = 7 * 24 * 3600

/** The signature in the query of a presigned URL; undefined where there is none. Source: IAM User Guide, Query parameters. */
export function readPresigned({ url, headers }: WireRequest): Signature | Refusal | undefined {
  const parameter = (name: string) => url.searchParams.get(`X-Amz-${name}`) ?? undefined
  const signature = parameter('Signature')
  if (signature === undefined && parameter('Algorithm') === undefined) return undefined
  const lifetimeSeconds = Number(parameter('Expires') ?? Number.NaN)
  const isSound =
    parameter('Algorithm') === 'AWS4-HMAC-SHA256' &&
    /^[0-9a-f]{64}$/.test(signature ?? '') &&
    Number.isInteger(lifetimeSeconds) &&
    lifetimeSeconds > 0 &&
    lifetimeSeconds <= longestSeconds
  const read = signatureOf(parameter('Credential'), {
    signedHeaders: (parameter('SignedHeaders') ?? '').split(';'),
    signature: signature ?? '',
    time: parameter('Date') ?? '',
    securityToken: parameter('Security-Token'),
    payloadHash: headers['x-amz-content-sha256'] ?? parameter('Content-Sha256'),
    lifetimeSeconds,
  })
  if (!read || !isSound) return 'incomplete'
  // S3 signs its URLs before there is a body; a client that hoists headers into the query says the same there.
  return read.service === 's3' ? { ...read, payloadHash: read.payloadHash ?? 'UNSIGNED-PAYLOAD' } : read
}

/** The request as it would be with its signature in a header: what it asks for without what proves who asks. */
export function withoutSignature(request: WireRequest): WireRequest {
  const url = new URL(request.url)
  const amazons = [...url.searchParams].filter(([name]) => name.toLowerCase().startsWith('x-amz-'))
  for (const [name] of amazons) url.searchParams.delete(name)
  const hoisted = amazons
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => !signing.has(name))
  return { ...request, url, headers: { ...Object.fromEntries(hoisted), ...request.headers } }
}
