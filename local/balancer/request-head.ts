import type { IncomingMessage } from 'node:http'
import { traceId } from './trace-id.ts'

/** How a listener presents its clients to the targets. */
export interface Presentation {
  /** The port of the listener, which is not the loopback port that stands for it. */
  readonly port: number
  /** The attribute `routing.http.xff_header_processing.mode`. */
  readonly forwardedFor: 'append' | 'preserve' | 'remove'
  /** The attribute `routing.http.xff_client_port.enabled`. */
  readonly clientPort: boolean
}

export interface RequestHead {
  /** Request line and headers, ready to be written to a target. */
  text: string
  hasHost: boolean
  body: 'none' | 'sized' | 'chunked'
}

/** Headers of one connection (RFC 9110, section 7.6.1), and those the balancer answers or writes itself. */
const notForwarded = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
  'x-forwarded-for',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-amzn-trace-id',
])

/** The head of a client's request as the target gets to see it. */
export function requestHead(request: IncomingMessage, presentation: Presentation): RequestHead {
  const raw = request.rawHeaders
  const nominated = nominatedHeaders(raw)
  let forwardedFor = ''
  let trace = ''
  let hasHost = false
  let body: RequestHead['body'] = 'none'
  let text = `${request.method} ${originForm(request.url ?? '/')} HTTP/1.1\r\n`
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index] as string
    const value = raw[index + 1] as string
    const lowerCase = name.toLowerCase()
    if (lowerCase === 'x-forwarded-for') forwardedFor = forwardedFor === '' ? value : `${forwardedFor}, ${value}`
    else if (lowerCase === 'x-amzn-trace-id') trace = value
    else if (lowerCase === 'transfer-encoding') body = 'chunked'
    else if (lowerCase === 'content-length' && value !== '0') body = 'sized'
    else if (lowerCase === 'host') hasHost = true
    if (notForwarded.has(lowerCase) || nominated?.has(lowerCase)) continue
    text += `${name}: ${value}\r\n`
  }
  // HTTP/1.1, in which the target is asked, has no request without it.
  if (!hasHost) text += `Host: ${request.socket.localAddress}:${request.socket.localPort}\r\n`
  text += forwardedForLine(request, presentation, forwardedFor)
  text += `X-Forwarded-Proto: http\r\nX-Forwarded-Port: ${presentation.port}\r\n`
  text += `X-Amzn-Trace-Id: ${trace === '' ? `Root=${traceId()}` : `Self=${traceId()};${trace}`}\r\n`
  if (body === 'chunked') text += 'Transfer-Encoding: chunked\r\n'
  text += 'Connection: keep-alive\r\n\r\n'
  return { text, hasHost, body }
}

/**
 * Headers which a Connection header declares to be of that connection only. Those that say where a message goes and
 * where it ends are not up for that: without them the next request of the connection could be smuggled in.
 */
export function nominatedHeaders(raw: readonly string[]): Set<string> | undefined {
  let names: Set<string> | undefined
  for (let index = 0; index < raw.length; index += 2) {
    if (raw[index]?.length !== 10 || raw[index]?.toLowerCase() !== 'connection') continue
    const value = raw[index + 1] as string
    if (value === 'keep-alive' || value === 'close') continue
    names ??= new Set()
    for (const name of value.split(',')) names.add(name.trim().toLowerCase())
  }
  names?.delete('host')
  names?.delete('content-length')
  return names
}

function forwardedForLine(request: IncomingMessage, presentation: Presentation, earlier: string): string {
  if (presentation.forwardedFor === 'remove') return ''
  if (presentation.forwardedFor === 'preserve') return earlier === '' ? '' : `X-Forwarded-For: ${earlier}\r\n`
  const { remoteAddress, remotePort } = request.socket
  const client = presentation.clientPort ? `${remoteAddress}:${remotePort}` : `${remoteAddress}`
  return `X-Forwarded-For: ${earlier === '' ? client : `${earlier}, ${client}`}\r\n`
}

/** The path and query of a request target, also of one in absolute form. */
export function originForm(url: string): string {
  if (url.startsWith('/') || url === '*') return url
  const path = url.indexOf('/', url.indexOf('://') + 3)
  return path === -1 ? '/' : url.slice(path)
}
