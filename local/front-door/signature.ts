import { createHmac, createSecretKey, hash, type KeyObject, timingSafeEqual } from 'node:crypto'
import type { Refusal, WireRequest } from '../protocols/protocol.ts'
import { readPresigned } from './presigned.ts'
import { type Signature, signatureOf } from './signature-parts.ts'

const authorizationForm =
  /^AWS4-HMAC-SHA256\s+Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/

/** Reads the signature, or says why there is none to check. */
export function readSignature(request: WireRequest): Signature | Refusal {
  const { headers } = request
  if (headers.authorization === undefined) return readPresigned(request) ?? 'unsigned'
  const [, credential, signedHeaders = '', signature = ''] = authorizationForm.exec(headers.authorization) ?? []
  const read = signatureOf(credential, {
    signedHeaders: signedHeaders.split(';'),
    signature,
    time: headers['x-amz-date'] ?? '',
    securityToken: headers['x-amz-security-token'],
    payloadHash: headers['x-amz-content-sha256'],
  })
  return read ?? 'incomplete'
}

/** Whether the signature is the one the secret key gives for this very request. Source: AWS Signature Version 4. */
export function isGenuine(request: WireRequest, signature: Signature, secretAccessKey: string): boolean {
  if (!coversIdentity(signature) || !hasOwnPayloadHash(request, signature)) return false
  const canonical = canonicalRequest(request, signature)
  const text = ['AWS4-HMAC-SHA256', signature.time, signature.scope, sha256(canonical)].join('\n')
  const expected = createHmac('sha256', signingKey(secretAccessKey, signature)).update(text).digest()
  return timingSafeEqual(expected, Buffer.from(signature.signature, 'hex'))
}

/** Without its host a signature would be good for another service, and without its date for ever. */
function coversIdentity({ signedHeaders, lifetimeSeconds }: Signature): boolean {
  return signedHeaders.includes('host') && (lifetimeSeconds !== undefined || signedHeaders.includes('x-amz-date'))
}

function sha256(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex')
}

/** A payload hash that the request states must be the body's own; the unsigned and streamed forms are S3's. */
function hasOwnPayloadHash({ body }: WireRequest, { payloadHash: stated }: Signature): boolean {
  return stated === undefined || !/^[0-9a-f]{64}$/.test(stated) || stated === sha256(body)
}

function canonicalRequest(request: WireRequest, { service, signedHeaders, payloadHash }: Signature): string {
  const { method, url, headers, body } = request
  const path = service === 's3' ? request.path : url.pathname.split('/').map(encodeUri).join('/')
  const lines = signedHeaders.map((name) => `${name}:${(headers[name] ?? '').trim().replace(/\s+/g, ' ')}`)
  const payload = payloadHash ?? sha256(body)
  return [method, path, canonicalQuery(url), ...lines, '', signedHeaders.join(';'), payload].join('\n')
}

function canonicalQuery(url: URL): string {
  if (url.search === '') return ''
  const covered = [...url.searchParams].filter(([name]) => name !== 'X-Amz-Signature')
  const pairs = covered.map(([name, value]) => [encodeUri(name), encodeUri(value)] as const)
  const ordered = pairs.sort(([a, x], [b, y]) => (a === b ? compare(x, y) : compare(a, b)))
  return ordered.map(([name, value]) => `${name}=${value}`).join('&')
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}

function encodeUri(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`)
}

const signingKeys = new Map<string, KeyObject>()

/** Signing keys last a day; the few in use are kept, as key objects: making one costs more than the signature. */
function signingKey(secret: string, { date, region, service }: Signature): KeyObject {
  const name = [secret, date, region, service].join('\n')
  const known = signingKeys.get(name)
  if (known) return known
  const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest()
  const bytes = [date, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secret}`) as Buffer
  const key = createSecretKey(bytes)
  if (signingKeys.size > 500) signingKeys.clear()
  signingKeys.set(name, key)
  return key
}
