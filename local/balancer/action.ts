import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerItself, answerWithPage } from './error-page.ts'
import { Forwarding } from './forwarding.ts'
import { originForm, type RequestHead } from './request-head.ts'
import type { Rotation } from './rotation.ts'

/** What a rule does with a request that matches it. */
export type Action = (request: IncomingMessage, response: ServerResponse, head: RequestHead) => void

/** Sends the request to the next target of `rotation()`; 503 when there is none. */
export function forward(rotation: () => Rotation | undefined, idleMilliseconds: () => number): Action {
  return (request, response, head) => {
    const target = rotation()?.next()
    if (target === undefined) return answerWithPage(response, 503)
    new Forwarding(request, response, head, target, idleMilliseconds()).start()
  }
}

export function fixedResponse(status: number, contentType: string, body: string): Action {
  return (_request, response) => answerItself(response, status, contentType, body)
}

/** The parts of a redirect's address, with the reserved keywords `#{protocol}` and so on. */
export interface RedirectParts {
  protocol: string
  host: string
  port: string
  path: string
  query: string
}

export function redirect(status: 301 | 302, parts: RedirectParts, listenerPort: number): Action {
  return (request, response) => answerWithPage(response, status, redirectLocation(request, parts, listenerPort))
}

function redirectLocation(request: IncomingMessage, parts: RedirectParts, listenerPort: number): string {
  const [path = '/', query = ''] = originForm(request.url ?? '/').split(/\?(.*)/s)
  const host = (request.headers.host ?? '').replace(/:\d+$/, '')
  const values: Record<string, string> = { protocol: 'http', host, port: `${listenerPort}`, path: path.slice(1), query }
  const fill = (part: string) =>
    encoded(part).replace(/#\{(protocol|host|port|path|query)\}/g, (_, key: string) => values[key] ?? '')
  const protocol = fill(parts.protocol).toLowerCase()
  const search = fill(parts.query)
  return `${protocol}://${fill(parts.host)}:${fill(parts.port)}${fill(parts.path)}${search === '' ? '' : `?${search}`}`
}

/** A redirect is configured as plain text. What a Location header cannot hold is encoded, what is encoded stays so. */
function encoded(part: string): string {
  return part.toWellFormed().replace(/[^\x21-\x7e]|["<>\\^`]/gu, encodeURIComponent)
}
