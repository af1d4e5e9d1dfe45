import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { WireRequest, WireResponse } from '../protocols/protocol.ts'

type Answer = (request: WireRequest) => Promise<WireResponse>

const bodyLimitBytes = 70 * 1024 * 1024
const loopbackHosts = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i

/** Listens for AWS requests on loopback only; rejects when the port is taken. */
export function listen(port: number, answer: Answer): Promise<Server> {
  const server = createServer({ keepAliveTimeout: 60_000 }, (message, response) => {
    respond(message, response, answer).catch(() => response.destroy())
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
}

export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}

async function respond(message: IncomingMessage, response: ServerResponse, answer: Answer) {
  const refused = refusal(message)
  const { status, headers, body } = refused ?? (await answerBody(message, answer))
  const length = headers['content-length'] ?? Buffer.byteLength(body)
  response.writeHead(status, { ...headers, 'content-length': length })
  response.end(message.method === 'HEAD' ? undefined : body)
}

/** A web page in the user's browser must not drive the cloud, by its own origin or by a rebound DNS name. */
function refusal({ headers }: IncomingMessage): WireResponse | undefined {
  if (isFromWebPage(headers)) return forbidden('Requests from web pages are refused: this cloud is for programs.')
  if (!loopbackHosts.test(headers.host ?? ''))
    return forbidden('The Host header must name this machine: 127.0.0.1 or localhost.')
  return undefined
}

/**
 * The credentials are public, so that any page could presign the URL of an image. Browsers mark what a page causes by
 * `Sec-Fetch-Site`, which is `none` for an address that the user typed; older ones at least say where it came from.
 */
function isFromWebPage({ origin, referer, 'sec-fetch-site': site = 'none' }: IncomingMessage['headers']): boolean {
  return origin !== undefined || site !== 'none' || (referer !== undefined && !loopbackHosts.test(hostIn(referer)))
}

const hostIn = (address: string) => (URL.canParse(address) ? new URL(address).host : '')

function forbidden(message: string): WireResponse {
  return { status: 403, headers: { 'content-type': 'text/plain' }, body: `${message}\n` }
}

async function answerBody(message: IncomingMessage, answer: Answer): Promise<WireResponse> {
  const body = await readBody(message)
  if (!body) return { status: 413, headers: { connection: 'close' }, body: 'Request entity too large\n' }
  const target = parseTarget(message.url)
  if (!target) return { status: 400, headers: { 'content-type': 'text/plain' }, body: 'Bad request target\n' }
  return answer({ method: message.method ?? 'GET', ...target, headers: flat(message.headers), body })
}

/** By events, since an iterator over a message costs as much as all else that is done to read one. */
function readBody(message: IncomingMessage): Promise<Uint8Array | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    message.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > bodyLimitBytes) resolve(undefined)
      else chunks.push(chunk)
    })
    message.once('end', () => resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)))
    message.once('error', reject)
  })
}

/** A URL folds `..` and `//`, which are good names for objects of S3 and covered by its signatures. */
function parseTarget(target = '/'): Pick<WireRequest, 'path' | 'url'> | undefined {
  if (!target.startsWith('/')) return undefined
  try {
    const url = new URL(`http://cloud${target.startsWith('//') ? `/.${target}` : target}`)
    return { path: target.split('?', 1)[0] ?? '/', url }
  } catch {
    return undefined
  }
}

function flat(headers: IncomingMessage['headers']): Record<string, string> {
  const entries = Object.entries(headers).filter(([, value]) => value !== undefined)
  return Object.fromEntries(
    entries.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : String(value)]),
  )
}
