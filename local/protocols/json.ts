import { JsonShapeDeserializer, JsonShapeSerializer } from '@aws-sdk/core/protocols'
import type { NormalizedSchema } from '@smithy/core/schema'
import { AwsError } from '../aws-error.ts'
import type { Json } from '../json.ts'
import { deepestNesting, isTooDeep, tooDeepWords } from '../nesting.ts'
import { malformed, requireTypes } from './json-types.ts'
import type { ServiceModel } from './model.ts'
import type { WireProtocol, WireResponse } from './protocol.ts'

/** Decodes a JSON document by a schema. `jsonName` is for the REST services, whose members may be renamed. */
export function decodeJson(schema: NormalizedSchema, body: Uint8Array, jsonName: boolean) {
  const document = parsed(Buffer.from(body).toString('utf8').trim() || '{}')
  // Most are too short for that, and need not be gone through.
  if (body.length > deepestNesting && isTooDeep(document)) throw malformed(tooDeepWords)
  requireTypes(schema, document, jsonName)
  const deserializer = new JsonShapeDeserializer({ jsonName, timestampFormat: { useTrait: true, default: 7 } })
  try {
    return deserializer.readObject(schema, document as never) as Record<string, unknown>
  } catch (error) {
    throw malformed((error as Error).message)
  }
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw malformed(`The request body is not valid: ${(error as Error).message}`)
  }
}

/** Renders a structure as a JSON document. */
export function renderJson(schema: NormalizedSchema, value: unknown, jsonName: boolean): string {
  if (!schema.isStructSchema()) return '{}'
  const serializer = new JsonShapeSerializer({ jsonName, timestampFormat: { useTrait: true, default: 7 } })
  serializer.write(schema, value ?? {})
  return String(serializer.flush() ?? '{}')
}

const contentType = 'application/x-amz-json-1.1'

/** Services that once spoke the query protocol name the old code of an error in a header. */
function queryError({ code, status }: AwsError, model: ServiceModel | undefined): Record<string, string> {
  if (!model?.queryErrorCodes.size) return {}
  const old = model.queryErrorCodes.get(code) ?? code
  return { 'x-amzn-query-error': `${old};${status >= 500 ? 'Receiver' : 'Sender'}` }
}

/** AWS JSON 1.0 and 1.1, of SSM, DynamoDB, Step Functions and others. Source: Smithy's awsJson specifications. */
export const awsJson: WireProtocol = {
  route(request, model) {
    const name = request.headers['x-amz-target']?.split('.').at(-1)
    const operation = name === undefined ? undefined : model.operations.get(name)
    if (!operation) throw awsJson.unknownOperation(name ?? '')
    return operation
  },
  unknownOperation: () =>
    new AwsError('UnknownOperationException', 'The requested operation is not recognized by the service.'),
  decode: async (request, operation) => decodeJson(operation.input, request.body, false),
  encode: (output, { output: schema }): WireResponse => ({
    status: 200,
    headers: { 'content-type': contentType },
    body: renderJson(schema, output, false),
  }),
  encodeError: (error, model): WireResponse => ({
    status: error.status,
    headers: {
      'content-type': contentType,
      ...queryError(error, model),
    },
    body: JSON.stringify({ __type: error.code, message: error.message, ...error.members }),
  }),
  refusals: {
    unsigned: { code: 'MissingAuthenticationTokenException', status: 400 },
    incomplete: { code: 'IncompleteSignatureException', status: 400 },
    unknownKey: { code: 'UnrecognizedClientException', status: 400 },
    badSignature: { code: 'InvalidSignatureException', status: 400 },
    skewed: { code: 'InvalidSignatureException', status: 400 },
    lapsed: { code: 'InvalidSignatureException', status: 400 },
    expired: { code: 'ExpiredTokenException', status: 400 },
    denied: { code: 'AccessDeniedException', status: 400 },
  },
}
