import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { AwsError } from '../aws-error.ts'
import type { Cloud } from '../cloud.ts'
import { defect } from '../in-background.ts'
import type { Call, Service } from '../operation.ts'
import { protocolOf } from '../protocols/index.ts'
import { modelOf } from '../protocols/model.ts'
import type { WireRequest, WireResponse } from '../protocols/protocol.ts'
import { authenticate } from './authenticate.ts'
import { decodeAwsChunked } from './aws-chunked.ts'
import { perform } from './perform.ts'
import { withoutSignature } from './presigned.ts'
import { readSignature } from './signature.ts'
import type { Signature } from './signature-parts.ts'

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
  const protocol = protocolOf(request, service?.protocol)
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
    const call: Call = { cloud, principal, requestId, userAgent: request.headers['user-agent'] ?? '' }
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

function asAwsError(cloud: Cloud, error: unknown): AwsError {
  if (error instanceof AwsError) return error
  cloud.note(defect(error))
  return new AwsError(
    'InternalFailure',
    'The request processing has failed because of an unknown error, exception or failure.',
    500,
  )
}

function withRequestId(response: WireResponse, requestId: string): WireResponse {
  return { ...response, headers: { ...response.headers, 'x-amzn-requestid': requestId } }
}
