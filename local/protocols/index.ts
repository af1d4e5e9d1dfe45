import type { Protocol } from '../operation.ts'
import { awsJson } from './json.ts'
import type { WireProtocol, WireRequest } from './protocol.ts'
import { awsQuery, ec2Query } from './query.ts'
import { restJson, restXml } from './rest.ts'

export const protocols: Record<Protocol, WireProtocol> = { awsJson, awsQuery, ec2Query, restJson, restXml }

/**
 * The protocol a request speaks: some services answer two, and a request's target header or form tells which, also where
 * there is no service to answer.
 */
export function protocolOf(request: WireRequest, usual: Protocol | undefined): WireProtocol {
  if (request.headers['x-amz-target'] !== undefined) return awsJson
  const form = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false
  if ((usual === 'awsJson' || usual === undefined) && form) return awsQuery
  return protocols[usual ?? 'restJson']
}
