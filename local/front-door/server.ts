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
  if (headers.origin !== undefined)
    return forbidden('Requests with an Origin are refused: this cloud is not for web pages.')
  if (!loopbackHosts.test(headers.host ?? ''))
    return forbidden('The Host header must name this machine: 127.0.0.1 or localhost.')
  return undefined
}

function forbidden(message: string): WireResponse {
  return { status: 403, headers: { 'content-type': 'text/plain' }, body: `${message}\n` }
}

async function answerBody(message: IncomingMessage, answer: Answer): Promise<WireResponse> {
  const body = await readBody(message)
  if (!body) return { status: 413, headers: { connection: 'close' }, body: 'Request entity too large\n' }
  const url = parseUrl(message.url)
  if (!url) return { status: 400, headers: { 'content-type': 'text/plain' }, body: 'Bad request target\n' }
  return answer({ method: message.method ?? 'GET', url, headers: flat(message.headers), body })
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

/** The target exactly as sent: `new URL` alone would fold `..` and `//`, and a signature covers the raw path. */
function parseUrl(target = '/'): URL | undefined {
  if (!target.startsWith('/')) return undefined
  try {
    return new URL(`http://cloud${target.startsWith('//') ? `/.${target}` : target}`)
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
