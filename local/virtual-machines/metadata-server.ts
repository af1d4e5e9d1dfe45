import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { MetadataFacts, RoleCredentialsDocument } from './metadata-facts.ts'
import { MetadataTokens } from './metadata-tokens.ts'
import { metadataTree, readMetadata } from './metadata-tree.ts'

const ttlHeader = 'x-aws-ec2-metadata-token-ttl-seconds'

interface Reply {
  status: number
  /** Absent for an error, which is answered with a page. */
  body?: string | Buffer
  tokenSeconds?: number | undefined
}

/** The instance metadata service (IMDSv2, and v1 where the instance allows it) of one machine on its own loopback port. */
export class MetadataServer {
  readonly #facts: () => MetadataFacts
  readonly #credentials: () => RoleCredentialsDocument | undefined
  readonly #tokens = new MetadataTokens()
  readonly #onDefect: (error: unknown) => void
  readonly #server: Server

  /** `onDefect` is told of what should not have been thrown; the program gets a 500. */
  constructor(
    facts: () => MetadataFacts,
    credentials: () => RoleCredentialsDocument | undefined,
    onDefect: (error: unknown) => void,
  ) {
    this.#facts = facts
    this.#credentials = credentials
    this.#onDefect = onDefect
    this.#server = createServer((request, response) => {
      request.resume()
      send(response, this.#guarded(request))
    })
  }

  /** What the machine's programs take as AWS_EC2_METADATA_SERVICE_ENDPOINT. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo | null)?.port ?? 0}`
  }

  listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(0, '127.0.0.1', () => resolve())
    })
  }

  close(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }

  /** What escapes the handler of a request would end the process, and with it the whole cloud. */
  #guarded(request: IncomingMessage): Reply {
    try {
      return this.#answer(request)
    } catch (error) {
      this.#onDefect(error)
      return { status: 500 }
    }
  }

  #answer(request: IncomingMessage): Reply {
    const facts = this.#facts()
    if (!facts.enabled || isForwarded(request)) return { status: 403 }
    const path = (request.url ?? '/').split('?')[0]?.split('/').filter(Boolean) ?? []
    const isToken = path.join('/') === 'latest/api/token'
    if (request.method === 'PUT' && isToken) return this.#issueToken(request)
    if (isToken || (request.method !== 'GET' && request.method !== 'HEAD')) return { status: 405 }
    const token = request.headers['x-aws-ec2-metadata-token']?.toString()
    const tokenSeconds = token === undefined ? undefined : this.#tokens.remainingSeconds(token)
    if (tokenSeconds === undefined && (token !== undefined || facts.tokenRequired)) return { status: 401 }
    const body = this.#read(path, facts)
    return body === undefined ? { status: 404 } : { status: 200, body, tokenSeconds }
  }

  #issueToken(request: IncomingMessage): Reply {
    const issued = this.#tokens.issue(request.headers[ttlHeader]?.toString())
    return issued ? { status: 200, body: issued.token, tokenSeconds: issued.seconds } : { status: 400 }
  }

  #read([version, ...path]: string[], facts: MetadataFacts): string | Buffer | undefined {
    if (version === undefined) return '1.0\n2021-07-15\n2024-04-11\nlatest'
    if (!/^(latest|1\.0|\d{4}-\d{2}-\d{2})$/.test(version)) return undefined
    return readMetadata(metadataTree(facts, this.#credentials), path.map(decode))
  }
}

/** The service refuses what a proxy has passed on, and here also what a web page could reach by another name for this host. */
function isForwarded({ headers }: IncomingMessage): boolean {
  const host = (headers.host ?? '').replace(/:\d+$/, '')
  return headers['x-forwarded-for'] !== undefined || !['127.0.0.1', 'localhost'].includes(host)
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

function send(response: ServerResponse, { status, body, tokenSeconds }: Reply): void {
  if (tokenSeconds !== undefined) response.setHeader(ttlHeader, tokenSeconds)
  response.writeHead(status, { 'content-type': body === undefined ? 'text/html' : 'text/plain', server: 'EC2ws' })
  response.end(body ?? errorPage(`${status} - ${STATUS_CODES[status]}`))
}

function errorPage(title: string): string {
  return `<?xml version="1.0" encoding="iso-8859-1"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en"><head><title>${title}</title></head>
<body><h1>${title}</h1></body></html>
`
}
