import { AwsError } from '../aws-error.ts'
import type { OperationModel, ServiceModel } from './model.ts'
import type { WireProtocol, WireRequest, WireResponse } from './protocol.ts'
import { decodeForm } from './query-input.ts'
import { escapeXml, renderMembers, renderXml } from './xml.ts'

const xmlHeaders = { 'content-type': 'text/xml' }

/** Both query protocols carry the operation as `Action` in a form, or in the query of a GET. */
function formOf(request: WireRequest): URLSearchParams {
  const body = Buffer.from(request.body).toString('utf8')
  return new URLSearchParams(body || request.url.search)
}

function routeByAction(request: WireRequest, model: ServiceModel): OperationModel {
  const action = formOf(request).get('Action')
  if (!action) throw new AwsError('MissingAction', 'The request must contain the parameter Action')
  const operation = model.operations.get(action)
  if (!operation) throw unknownOperation(action)
  return operation
}

function unknownOperation(name: string): AwsError {
  return new AwsError('InvalidAction', `The action ${name} is not valid for this web service.`)
}

/** The AWS query protocol, of Auto Scaling, ELB, IAM and STS. Source: Smithy's awsQuery specification. */
export const awsQuery: WireProtocol = {
  route: routeByAction,
  unknownOperation,
  decode: async (request, operation) => decodeForm(operation.input, formOf(request), false),
  encode(output, { name, output: schema }, { xmlNamespace }, requestId): WireResponse {
    const result = schema.isStructSchema() ? renderXml(schema, output, `${name}Result`) : ''
    const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`
    const body = `<${name}Response xmlns="${xmlNamespace}">${result}${metadata}</${name}Response>`
    return { status: 200, headers: xmlHeaders, body }
  },
  encodeError(error, model, requestId): WireResponse {
    const type = error.status >= 500 ? 'Receiver' : 'Sender'
    const code = model?.queryErrorCodes.get(error.code) ?? error.code
    const detail = `<Type>${type}</Type><Code>${code}</Code><Message>${escapeXml(error.message)}</Message>`
    const body = `<ErrorResponse xmlns="${model?.xmlNamespace ?? ''}"><Error>${detail}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`
    return { status: error.status, headers: xmlHeaders, body }
  },
  refusals: {
    unsigned: { code: 'MissingAuthenticationToken', status: 403 },
    incomplete: { code: 'IncompleteSignature', status: 400 },
    unknownKey: { code: 'InvalidClientTokenId', status: 403 },
    badSignature: { code: 'SignatureDoesNotMatch', status: 403 },
    skewed: { code: 'SignatureDoesNotMatch', status: 403 },
    lapsed: { code: 'SignatureDoesNotMatch', status: 403 },
    expired: { code: 'ExpiredToken', status: 403 },
    denied: { code: 'AccessDenied', status: 403 },
  },
}

/** EC2's variant: flat lists, capitalized names, its own envelope. Source: Smithy's ec2Query specification. */
export const ec2Query: WireProtocol = {
  route: routeByAction,
  unknownOperation,
  decode: async (request, operation) => decodeForm(operation.input, formOf(request), true),
  encode(output, { name, output: schema }, { xmlNamespace }, requestId): WireResponse {
    const root = `${name}Response`
    const members = `<requestId>${requestId}</requestId>${renderMembers(schema, output)}`
    const body = `<${root} xmlns="${xmlNamespace}">${members}</${root}>`
    return { status: 200, headers: xmlHeaders, body }
  },
  encodeError(error, _model, requestId): WireResponse {
    const detail = `<Error><Code>${error.code}</Code><Message>${escapeXml(error.message)}</Message></Error>`
    const body = `<Response><Errors>${detail}</Errors><RequestID>${requestId}</RequestID></Response>`
    return { status: error.status, headers: xmlHeaders, body }
  },
  refusals: {
    unsigned: { code: 'MissingAuthenticationToken', status: 403 },
    incomplete: { code: 'AuthFailure', status: 401 },
    unknownKey: { code: 'AuthFailure', status: 401 },
    badSignature: { code: 'AuthFailure', status: 401 },
    skewed: { code: 'RequestExpired', status: 400, message: 'Request has expired.' },
    lapsed: { code: 'RequestExpired', status: 400, message: 'Request has expired.' },
    expired: { code: 'RequestExpired', status: 400 },
    denied: { code: 'UnauthorizedOperation', status: 403 },
  },
}
