import type { AwsError } from '../aws-error.ts'
import type { OperationModel, ServiceModel } from './model.ts'

/** A request as it came over the wire, its body read whole. */
export interface WireRequest {
  method: string
  /** The path exactly as sent, still encoded. */
  path: string
  /** Path and query, still encoded, with dots in the path resolved. */
  url: URL
  headers: Readonly<Record<string, string>>
  body: Uint8Array
}

export interface WireResponse {
  status: number
  headers: Record<string, string>
  body: string | Uint8Array
}

/** How one of AWS's wire protocols names operations, carries input, and shows output and errors. */
export interface WireProtocol {
  /** Finds the operation a request names; throws AwsError for one the service has never had. */
  route(request: WireRequest, model: ServiceModel): OperationModel
  /** The error for an operation the service does not answer. */
  unknownOperation(name: string): AwsError
  decode(request: WireRequest, operation: OperationModel): Promise<Record<string, unknown>>
  encode(output: unknown, operation: OperationModel, model: ServiceModel, requestId: string): WireResponse
  encodeError(error: AwsError, model: ServiceModel | undefined, requestId: string): WireResponse
  /** The error for a caller whose credentials or rights are at fault, in this protocol's own code and status. */
  refusals: Refusals
}

/** Reasons to turn a caller away before the operation is looked at. */
export type Refusal =
  | 'unsigned'
  | 'unknownKey'
  | 'badSignature'
  | 'skewed'
  | 'lapsed'
  | 'expired'
  | 'denied'
  | 'incomplete'

/** With a message where the protocol has words of its own. */
export type Refusals = Record<Refusal, { code: string; status: number; message?: string }>
