import { AwsError } from '../aws-error.ts'
import type { OperationModel, ServiceModel } from './model.ts'
import type { WireRequest } from './protocol.ts'

interface Route {
  operation: OperationModel
  method: string
  path: RegExp
  labels: string[]
  /** Query parameters the request must carry, with a value or with any. */
  query: [name: string, value: string | undefined][]
  /** Whether a request has the query parameters and headers of every required member. */
  isComplete(request: WireRequest): boolean
}

const routesOf = new WeakMap<ServiceModel, Route[]>()

/**
 * Finds the operation whose method, path and required query a request has; the most particular one wins. Where several
 * share all of these, such as putting and copying an object, the members a request carries tell them apart.
 */
export function routeByPath(request: WireRequest, model: ServiceModel): OperationModel {
  const routes = routesOf.get(model) ?? readRoutes(model)
  routesOf.set(model, routes)
  const fitting = routes.filter((route) => matches(route, request))
  const found = fitting.find((route) => route.isComplete(request)) ?? fitting[0]
  if (!found)
    throw new AwsError('UnknownOperationException', `${request.method} ${request.path} names no operation.`, 404)
  return found.operation
}

/** The labels of the path a request was routed by, decoded. */
export function pathLabels(request: WireRequest, operation: OperationModel): Record<string, string> {
  const route = readRoute(operation)
  const match = route.path.exec(request.path)
  return Object.fromEntries(route.labels.map((label, index) => [label, decodeLabel(match?.[index + 1] ?? '')]))
}

function decodeLabel(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new AwsError('InvalidURI', "Couldn't parse the specified URI.")
  }
}

function readRoutes(model: ServiceModel): Route[] {
  const routes = [...model.operations.values()].filter(({ http }) => http).map(readRoute)
  return routes.sort(
    (left, right) =>
      right.query.length - left.query.length ||
      left.labels.length - right.labels.length ||
      right.operation.required.length - left.operation.required.length,
  )
}

function readRoute(operation: OperationModel): Route {
  const [method = '', pattern = '/'] = operation.http ?? []
  const [path = '/', query = ''] = pattern.split('?')
  const bucketStyle = [...operation.input.structIterator()].some(
    ([name, member]) => member.getMergedTraits().httpLabel && !path.includes(`{${name}`) && name === 'Bucket',
  )
  const labels: string[] = []
  const source = (bucketStyle ? `/{Bucket}${path === '/' ? '' : path}` : path).replace(
    /\{(\w+)(\+?)\}/g,
    (_, name, greedy) => {
      labels.push(name)
      return greedy ? '(.+)' : '([^/]+)'
    },
  )
  return {
    operation,
    method,
    path: new RegExp(`^${source}/?$`),
    labels,
    query: requiredQuery(query),
    isComplete: carriesRequired(operation),
  }
}

/** `x-id` only tells one SDK's operations apart; no service asks for it. */
function requiredQuery(query: string): [string, string | undefined][] {
  const parts = query.split('&').filter((part) => part !== '' && !part.startsWith('x-id='))
  return parts.map((part) => {
    const [name = '', value] = part.split('=')
    return [name, value]
  })
}

function carriesRequired({ input, required }: OperationModel): (request: WireRequest) => boolean {
  const members = new Map(input.structIterator())
  const traits = required.map((name) => members.get(name)?.getMergedTraits() ?? {})
  return ({ url, headers }) =>
    traits.every(
      ({ httpQuery, httpHeader }) =>
        (httpQuery === undefined || url.searchParams.has(httpQuery)) &&
        (httpHeader === undefined || headers[httpHeader.toLowerCase()] !== undefined),
    )
}

function matches({ method, path, query }: Route, request: WireRequest): boolean {
  const asked = request.url.searchParams
  return (
    method === request.method &&
    path.test(request.path) &&
    query.every(([name, value]) => asked.has(name) && (value === undefined || asked.get(name) === value))
  )
}
