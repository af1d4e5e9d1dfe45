import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { AwsError } from '../aws-error.ts'
import type { Cloud } from '../cloud.ts'
import type { Call, Service } from '../operation.ts'
import { protocolOf } from '../protocols/index.ts'
import { modelOf } from '../protocols/model.ts'
import type { Refusal, Refusals, WireRequest, WireResponse } from '../protocols/protocol.ts'
import { restJson } from '../protocols/rest.ts'
import type { Principal } from '../services/iam/principal.ts'
import { decodeAwsChunked } from './aws-chunked.ts'
import { perform } from './perform.ts'
import { withoutSignature } from './presigned.ts'
import { isGenuine, readSignature, type Signature } from './signature.ts'
import { stalenessOf } from './staleness.ts'

const refusalMessages: Partial<Record<Refusal, string>> = {
  unsigned: 'Request is missing Authentication Token',
  incomplete: 'The Authorization header is malformed.',
  unknownKey: 'The security token included in the request is invalid.',
  badSignature:
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  expired: 'The security token included in the request is expired',
}

/** Answers one request of any service: who calls, what is asked, whether it may, what comes of it. */
export async function answer(
  cloud: Cloud,
  services: ReadonlyMap<string, Service>,
  request: WireRequest,
  delayMilliseconds: Readonly<Record<string, number>> = {},
): Promise<WireResponse> {
  const requestId = randomUUID()
  const signature = readSignature(request)
  const service = typeof signature === 'string' ? undefined : services.get(signature.service)
  const protocol = service ? protocolOf(request, service.protocol) : restJson
  const model = service ? await modelOf(service) : undefined
  try {
    const principal = authenticate(cloud, request, signature, protocol.refusals)
    if (!service || !model)
      throw new AwsError('UnknownService', `This cloud has no service ${(signature as Signature).service}.`, 404)
    const asked = plain(request, signature as Signature)
    const operation = protocol.route(asked, model)
    const input = await protocol.decode(asked, operation)
    const delay = delayMilliseconds[service.signingName]
    if (delay) await sleep(delay)
    const call: Call = { cloud, principal, requestId }
    const output = await perform(service, operation.name, input, call, protocol.refusals)
    return withRequestId(protocol.encode(output, operation, model, requestId), requestId)
  } catch (error) {
    return withRequestId(protocol.encodeError(asAwsError(cloud, error), model, requestId), requestId)
  }
}

/** What is asked, without the form in which it was signed. */
function plain(request: WireRequest, { lifetimeSeconds }: Signature): WireRequest {
  const unsigned = lifetimeSeconds === undefined ? request : withoutSignature(request)
  return { ...unsigned, body: decodeAwsChunked(request.headers, request.body) }
}

/** Who signed the request. Throws AwsError in the protocol's own words where nobody the cloud knows did. */
function authenticate(
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
  if (!isGenuine(request, signature, key.secretAccessKey)) throw refuse('badSignature')
  if (key.sessionToken !== undefined && key.sessionToken !== signature.securityToken) throw refuse('unknownKey')
  if (key.expiration && key.expiration.getTime() <= Date.now()) throw refuse('expired')
  return key.principal
}

function asAwsError(cloud: Cloud, error: unknown): AwsError {
  if (error instanceof AwsError) return error
  cloud.note(`defect: ${(error as Error)?.stack ?? String(error)}`)
  return new AwsError(
    'InternalFailure',
    'The request processing has failed because of an unknown error, exception or failure.',
    500,
  )
}

function withRequestId(response: WireResponse, requestId: string): WireResponse {
  return { ...response, headers: { ...response.headers, 'x-amzn-requestid': requestId } }
}
