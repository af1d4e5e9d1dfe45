import { XmlShapeDeserializer } from '@aws-sdk/core/protocols'
import type { NormalizedSchema } from '@smithy/core/schema'
import { AwsError } from '../aws-error.ts'
import { decodeJson, renderJson } from './json.ts'
import type { OperationModel, ServiceModel } from './model.ts'
import type { Refusals, WireProtocol, WireRequest, WireResponse } from './protocol.ts'
import { decodeText } from './query-input.ts'
import { pathLabels, routeByPath } from './rest-route.ts'
import { escapeXml, renderXml } from './xml.ts'

/** Members of an input that the path, the query and the headers carry. Source: Smithy's HTTP bindings. */
function decodeBindings(request: WireRequest, { input }: OperationModel, labels: Record<string, string>) {
  const values: Record<string, unknown> = {}
  for (const [name, member] of input.structIterator()) {
    const { httpLabel, httpQuery, httpHeader, httpPrefixHeaders } = member.getMergedTraits()
    if (httpPrefixHeaders) values[name] = prefixed(request.headers, httpPrefixHeaders)
    if (httpQuery && member.isListSchema() && request.url.searchParams.has(httpQuery))
      values[name] = request.url.searchParams.getAll(httpQuery).map((each) => decodeText(member.getValueSchema(), each))
    const text = httpLabel ? labels[name] : httpQuery ? queryText(request, httpQuery) : headerText(request, httpHeader)
    if (text !== undefined && values[name] === undefined) values[name] = decodeText(member, text)
  }
  return values
}

function queryText(request: WireRequest, name: string): string | undefined {
  return request.url.searchParams.get(name) ?? undefined
}

function headerText(request: WireRequest, name: string | undefined): string | undefined {
  return name === undefined ? undefined : request.headers[name.toLowerCase()]
}

function prefixed(headers: Readonly<Record<string, string>>, prefix: string): Record<string, string> {
  const found = Object.entries(headers).filter(([name]) => name.startsWith(prefix.toLowerCase()))
  return Object.fromEntries(found.map(([name, value]) => [name.slice(prefix.length), value]))
}

function payloadMember(schema: NormalizedSchema): [string, NormalizedSchema] | undefined {
  if (!schema.isStructSchema()) return undefined
  return [...schema.structIterator()].find(([, member]) => member.getMergedTraits().httpPayload)
}

type Body = {
  decode(schema: NormalizedSchema, body: Uint8Array): Promise<unknown>
  render(schema: NormalizedSchema, value: unknown, operation: OperationModel): string
  contentType: string
}

async function decodeRest(request: WireRequest, operation: OperationModel, body: Body) {
  const values = decodeBindings(request, operation, pathLabels(request, operation))
  const payload = payloadMember(operation.input)
  if (!payload) {
    if (request.body.length > 0)
      Object.assign(values, bodyMembers(operation.input, await body.decode(operation.input, request.body)))
    return values
  }
  const [name, member] = payload
  if (request.body.length > 0)
    values[name] = member.isStructSchema() ? await body.decode(member, request.body) : request.body
  return values
}

function bodyMembers(schema: NormalizedSchema, decoded: unknown): Record<string, unknown> {
  const bound = ['httpLabel', 'httpQuery', 'httpHeader', 'httpPrefixHeaders'] as const
  const entries = Object.entries((decoded ?? {}) as Record<string, unknown>)
  const members = new Map(schema.structIterator())
  return Object.fromEntries(
    entries.filter(([name]) => !bound.some((trait) => members.get(name)?.getMergedTraits()[trait] !== undefined)),
  )
}

function encodeRest(output: unknown, operation: OperationModel, body: Body): WireResponse {
  const response: WireResponse = { status: operation.http?.[2] ?? 200, headers: {}, body: '' }
  const values = { ...(output as Record<string, unknown> | undefined) }
  // The model knows one status for an object, but HTTP has another one for a part of it.
  if (values.ContentRange !== undefined) response.status = 206
  if (!operation.output.isStructSchema()) return response
  for (const [name, member] of operation.output.structIterator()) bindOutput(response, values, name, member)
  const payload = payloadMember(operation.output)
  if (payload) bindPayload(response, values[payload[0]], payload[1], operation, body)
  else if (Object.values(values).some((value) => value !== undefined) || body.contentType === 'application/json') {
    response.headers['content-type'] = body.contentType
    response.body = response.status === 204 ? '' : body.render(operation.output, values, operation)
  }
  return response
}

/** Moves a member to the status or a header, where its schema binds it there. */
function bindOutput(response: WireResponse, values: Record<string, unknown>, name: string, member: NormalizedSchema) {
  const { httpResponseCode, httpHeader, httpPrefixHeaders } = member.getMergedTraits()
  const value = values[name]
  if (httpResponseCode && typeof value === 'number') response.status = value
  if (httpHeader && value !== undefined && value !== null)
    response.headers[httpHeader.toLowerCase()] = headerValue(value)
  if (httpPrefixHeaders)
    for (const [key, text] of Object.entries((value ?? {}) as Record<string, string>))
      response.headers[httpPrefixHeaders + key] = text
  if (httpResponseCode || httpHeader || httpPrefixHeaders) delete values[name]
}

function headerValue(value: unknown): string {
  return value instanceof Date ? value.toUTCString() : String(value)
}

function bindPayload(
  response: WireResponse,
  value: unknown,
  member: NormalizedSchema,
  operation: OperationModel,
  body: Body,
) {
  if (member.isStructSchema()) {
    response.headers['content-type'] = body.contentType
    response.body = body.render(member, value, operation)
  } else if (value !== undefined) response.body = value as Uint8Array | string
}

const json: Body = {
  decode: async (schema, bytes) => decodeJson(schema, bytes, true),
  render: (schema, value) => renderJson(schema, value, true),
  contentType: 'application/json',
}

const xml: Body = {
  async decode(schema, bytes) {
    try {
      const deserializer = new XmlShapeDeserializer({
        timestampFormat: { useTrait: true, default: 5 },
        httpBindings: true,
        xmlNamespace: '',
        serviceNamespace: '',
      })
      return await deserializer.read(schema, bytes)
    } catch {
      throw new AwsError(
        'MalformedXML',
        'The XML you provided was not well-formed or did not validate against our published schema',
      )
    }
  },
  render: (schema, value, operation) => renderXml(schema, value, rootOf(schema, operation)),
  contentType: 'application/xml',
}

/** S3 names the root of an answer after its shape, less `Output` where the model adds it. */
function rootOf(schema: NormalizedSchema, operation: OperationModel): string {
  const name = schema.getMergedTraits().xmlName ?? schema.getName() ?? operation.name
  return String(name).replace(/Output$/, 'Result')
}

function membersXml({ members }: AwsError): string {
  const elements = Object.entries(members).map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`)
  return elements.join('')
}

const refusals: Refusals = {
  unsigned: { code: 'MissingAuthenticationTokenException', status: 403 },
  incomplete: { code: 'IncompleteSignatureException', status: 400 },
  unknownKey: { code: 'UnrecognizedClientException', status: 403 },
  badSignature: { code: 'InvalidSignatureException', status: 403 },
  skewed: { code: 'InvalidSignatureException', status: 403 },
  lapsed: { code: 'InvalidSignatureException', status: 403 },
  expired: { code: 'ExpiredTokenException', status: 403 },
  denied: { code: 'AccessDeniedException', status: 403 },
}

/** REST with JSON documents, of Lambda and Scheduler. Source: Smithy's restJson1 specification. */
export const restJson: WireProtocol = {
  route: (request, model: ServiceModel) => routeByPath(request, model),
  unknownOperation: (name) => new AwsError('UnknownOperationException', `${name} is not supported.`, 404),
  decode: (request, operation) => decodeRest(request, operation, json),
  encode: (output, operation) => encodeRest(output, operation, json),
  encodeError: (error) => ({
    status: error.status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': error.code },
    body: JSON.stringify({ Type: error.status >= 500 ? 'Service' : 'User', Message: error.message, ...error.members }),
  }),
  refusals,
}

/** REST with XML documents, of S3. Source: Smithy's restXml specification and S3's error responses. */
export const restXml: WireProtocol = {
  route: (request, model: ServiceModel) => routeByPath(request, model),
  unknownOperation: () =>
    new AwsError('NotImplemented', 'A header you provided implies functionality that is not implemented', 501),
  decode: (request, operation) => decodeRest(request, operation, xml),
  encode: (output, operation) => encodeRest(output, operation, xml),
  encodeError: (error, _model, requestId) => ({
    status: error.status,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${error.code}</Code><Message>${escapeXml(error.message)}</Message>${membersXml(error)}<RequestId>${requestId}</RequestId></Error>`,
  }),
  refusals: {
    ...refusals,
    unsigned: { code: 'AccessDenied', status: 403 },
    incomplete: { code: 'AuthorizationHeaderMalformed', status: 400 },
    unknownKey: { code: 'InvalidAccessKeyId', status: 403 },
    badSignature: { code: 'SignatureDoesNotMatch', status: 403 },
    skewed: {
      code: 'RequestTimeTooSkewed',
      status: 403,
      message: 'The difference between the request time and the current time is too large.',
    },
    lapsed: { code: 'AccessDenied', status: 403, message: 'Request has expired' },
    expired: { code: 'ExpiredToken', status: 400 },
    denied: { code: 'AccessDenied', status: 403 },
  },
}
