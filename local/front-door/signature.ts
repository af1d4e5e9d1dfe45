import { createHmac, createSecretKey, hash, type KeyObject, timingSafeEqual } from 'node:crypto'
import type { Refusal, WireRequest } from '../protocols/protocol.ts'

/** The parts of a SigV4 signature as a request carries them in its Authorization header. */
export interface Signature {
  accessKeyId: string
  /** `YYYYMMDD/region/service/aws4_request`. */
  scope: string
  date: string
  region: string
  service: string
  signedHeaders: string[]
  signature: string
}

const authorizationForm =
  /^AWS4-HMAC-SHA256\s+Credential=([^/,\s]+)\/((\d{8})\/([^/,\s]+)\/([^/,\s]+)\/aws4_request),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/

/** Reads the signature, or tells why there is none to check. */
export function readSignature(request: WireRequest): Signature | Refusal {
  const header = request.headers.authorization
  if (header === undefined) return 'unsigned'
  const match = authorizationForm.exec(header)
  if (!match) return 'incomplete'
  const [, accessKeyId = '', scope = '', date = '', region = '', service = '', headers = '', signature = ''] = match
  return { accessKeyId, scope, date, region, service, signedHeaders: headers.split(';'), signature }
}

const allowedSkewMilliseconds = 5 * 60_000

/** Whether the request's own date is within five minutes of the wall clock, which clients sign by. */
export function isSkewed(request: WireRequest, now = Date.now()): boolean {
  const date = signingDate(request)
  return date === undefined || Math.abs(date - now) > allowedSkewMilliseconds
}

function signingDate(request: WireRequest): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(request.headers['x-amz-date'] ?? '')
  if (!match) return undefined
  const [, year, month, day, hour, minute, second] = match
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
}

/** Whether the signature is the one the secret key gives for this very request. Source: AWS Signature Version 4. */
export function isGenuine(request: WireRequest, signature: Signature, secretAccessKey: string): boolean {
  if (!signature.signedHeaders.includes('host') || !hasOwnPayloadHash(request)) return false
  const canonical = canonicalRequest(request, signature)
  const text = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], signature.scope, sha256(canonical)].join('\n')
  const expected = createHmac('sha256', signingKey(secretAccessKey, signature)).update(text).digest()
  return timingSafeEqual(expected, Buffer.from(signature.signature, 'hex'))
}

function sha256(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex')
}

/** A payload hash that the header states must be the body's own; the unsigned and streamed forms are S3's. */
function hasOwnPayloadHash({ headers, body }: WireRequest): boolean {
  const stated = headers['x-amz-content-sha256']
  return stated === undefined || !/^[0-9a-f]{64}$/.test(stated) || stated === sha256(body)
}

function canonicalRequest(request: WireRequest, { service, signedHeaders }: Signature): string {
  const { method, url, headers, body } = request
  const path = service === 's3' ? url.pathname : url.pathname.split('/').map(encodeUri).join('/')
  const lines = signedHeaders.map((name) => `${name}:${(headers[name] ?? '').trim().replace(/\s+/g, ' ')}`)
  const payload = headers['x-amz-content-sha256'] ?? sha256(body)
  return [method, path, canonicalQuery(url), ...lines, '', signedHeaders.join(';'), payload].join('\n')
}

function canonicalQuery(url: URL): string {
  if (url.search === '') return ''
  const pairs = [...url.searchParams].map(([name, value]) => [encodeUri(name), encodeUri(value)] as const)
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
