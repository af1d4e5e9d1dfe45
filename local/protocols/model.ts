import { deref, NormalizedSchema } from '@smithy/core/schema'
import type { Service } from '../operation.ts'

/** One operation as the SDK client's own schemas describe it. */
export interface OperationModel {
  name: string
  /** `[method, path with {labels} and required query, status]` of REST services. */
  http?: [method: string, path: string, status: number]
  input: NormalizedSchema
  output: NormalizedSchema
  /** Names of the input members a request must carry. */
  required: readonly string[]
}

/** What a service's SDK client says about its wire format. */
export interface ServiceModel {
  operations: ReadonlyMap<string, OperationModel>
  /** The `xmlns` of XML answers. */
  xmlNamespace: string
  /** Codes that errors had when the service spoke the query protocol, by their shapes' names: its clients still see them. */
  queryErrorCodes: ReadonlyMap<string, string>
}

/** A static operation schema: `[9, namespace, name, traits, input, output]`; see `@smithy/core/schema`. */
type OperationSchema = [9, string, string, { http?: [string, string, number] } | number, unknown, unknown]

/** A static error schema: `[-3, namespace, name, traits, …]`. */
type ErrorSchema = [-3, string, string, { awsQueryError?: [code: string, status: number] } | number, ...unknown[]]

interface ClientConfig {
  protocolSettings?: { xmlNamespace?: string }
}

const models = new WeakMap<Service, Promise<ServiceModel>>()

/** The wire model of a service, read once from its SDK client when the first request needs it. */
export function modelOf(service: Service): Promise<ServiceModel> {
  const known = models.get(service)
  if (known) return known
  const model = service.schemas().then(readModel)
  models.set(service, model)
  return model
}

function readModel(client: Record<string, unknown>): ServiceModel {
  const operations = new Map<string, OperationModel>()
  for (const schema of Object.values(client).filter(isOperationSchema)) operations.set(schema[2], readOperation(schema))
  const errors = Object.values(client).filter(isErrorSchema).flatMap(queryErrorCode)
  return { operations, xmlNamespace: xmlNamespaceOf(client), queryErrorCodes: new Map(errors) }
}

function isErrorSchema(value: unknown): value is ErrorSchema {
  return Array.isArray(value) && value[0] === -3
}

function queryErrorCode([, , name, traits]: ErrorSchema): [name: string, code: string][] {
  const code = typeof traits === 'object' ? traits.awsQueryError?.[0] : undefined
  return code === undefined ? [] : [[name, code]]
}

function isOperationSchema(value: unknown): value is OperationSchema {
  return Array.isArray(value) && value[0] === 9
}

function readOperation([, , name, traits, input, output]: OperationSchema): OperationModel {
  const schema = deref(input as never) as unknown
  const required = Array.isArray(schema)
    ? ((schema[4] as string[] | undefined)?.slice(0, Number(schema[6] ?? 0)) ?? [])
    : []
  return {
    name,
    ...(typeof traits === 'object' && traits.http ? { http: traits.http } : {}),
    input: NormalizedSchema.of(deref(input as never)),
    output: NormalizedSchema.of(deref(output as never)),
    required,
  }
}

/** The client's own configuration holds the namespace of its XML. */
function xmlNamespaceOf(client: Record<string, unknown>): string {
  const [, Client] = Object.entries(client).find(([name]) => /^[A-Z]\w*Client$/.test(name)) ?? []
  if (typeof Client !== 'function') return ''
  const { config } = new (Client as new (options: unknown) => { config: ClientConfig })({ region: 'us-west-2' })
  return config.protocolSettings?.xmlNamespace ?? ''
}
