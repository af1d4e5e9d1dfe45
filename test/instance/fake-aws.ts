import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as after } from 'node:timers/promises'
import seed from '../../instance/seed.json' with { type: 'json' }

/**
 * How a part of AWS answers: as it should, never, by breaking the connection, with nonsense, with an error code, or in
 * a form that its documentation rules out.
 */
export type Mood = 'well' | 'hangs' | 'breaks' | 'babbles' | { code: string; status: number } | { body: object }

/** Parameter Store, DynamoDB and the metadata service of one instance, as wrong as a test wants them. */
export class FakeAws {
  readonly parameters = new Map<string, string>()
  tables = new Set(['real-table'])
  /** Access keys that may read tables. */
  readers = new Set(['READER'])
  /** The key that the metadata service hands out; none where the instance has no profile. */
  role: string | undefined = 'READER'
  /** What the metadata service says of its attempt to assume the role. */
  roleCode = 'Success'
  store: Mood = 'well'
  table: Mood = 'well'
  metadata: Mood = 'well'
  /** Errors that the next table reads meet, one each. */
  readonly stumbles: Mood[] = []
  /** Session tokens that the metadata service hands out and then refuses, one each, before the one it accepts. */
  readonly badTokens: string[] = []
  /** The session token that the metadata service accepts. */
  token = 'a-token'
  /** Access keys that requests were signed with. */
  readonly signers = new Set<string>()
  /** Which attempts of one call Parameter Store has seen, as the SDK counts them. */
  readonly storeAttempts = new Set<string>()
  /** When Parameter Store was asked, in milliseconds. */
  readonly storeAskedAt: number[] = []
  /** Milliseconds before every answer of the table. */
  latencyMs = 0
  /** Milliseconds before every answer of Parameter Store. */
  storeLatencyMs = 0
  /** Items in the table; empty for a table that nobody filled. */
  items: Record<string, Record<string, string>>[] = seed
  readonly calls = { GetParameters: 0, GetItem: 0, token: 0, sockets: 0 }
  readsAtOnce = 0
  readonly #api: Server
  readonly #metadata: Server

  private constructor() {
    this.#api = createServer((request, response) => void this.#call(request, response))
    this.#api.on('connection', () => this.calls.sockets++)
    this.#metadata = createServer((request, response) => this.#tell(request, response))
  }

  /** Starts both with the settings of a service just deployed. */
  static async start(): Promise<FakeAws> {
    const aws = new FakeAws()
    for (const server of [aws.#api, aws.#metadata]) {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    }
    aws.heal()
    return aws
  }

  /** Everything as it was at the start. */
  heal(): void {
    this.parameters.clear()
    this.set('table', 'real-table')
    this.set('failure-response', 'none')
    this.set('health-check', 'shallow')
    this.set('dependency-delay', '0')
    this.tables = new Set(['real-table'])
    this.readers = new Set(['READER'])
    this.role = 'READER'
    this.roleCode = 'Success'
    this.store = 'well'
    this.table = 'well'
    this.metadata = 'well'
    this.stumbles.length = 0
    this.latencyMs = 0
    this.items = seed
  }

  get environment() {
    return {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(this.#api.address() as AddressInfo).port}`,
      AWS_EC2_METADATA_SERVICE_ENDPOINT: `http://127.0.0.1:${(this.#metadata.address() as AddressInfo).port}`,
    }
  }

  set(setting: string, value: string | object): void {
    this.parameters.set(`/resilient-service/demo/${setting}`, typeof value === 'string' ? value : JSON.stringify(value))
  }

  close(): void {
    for (const server of [this.#api, this.#metadata]) {
      server.close()
      server.closeAllConnections()
    }
  }

  async #call(request: IncomingMessage, response: ServerResponse) {
    // A server that ends in the middle of a request has asked nothing.
    const content = await text(request).catch(() => undefined)
    if (content === undefined) return
    const body = JSON.parse(content)
    const isRead = request.headers['x-amz-target'] === 'DynamoDB_20120810.GetItem'
    this.calls[isRead ? 'GetItem' : 'GetParameters']++
    this.signers.add(signer(request))
    if (!isRead) this.#note(request)
    const mood = isRead ? (this.stumbles.shift() ?? this.table) : this.store
    if (mood === 'hangs') return
    if (mood === 'breaks') return void request.socket.destroy()
    if (mood === 'babbles') return void response.end('<html>')
    if (mood !== 'well') return 'body' in mood ? answer(response, mood.body) : fail(response, mood.code, mood.status)
    if (isRead) await this.#getItem(request, response, body)
    else await this.#getParameters(response, body)
  }

  #note(request: IncomingMessage) {
    this.storeAskedAt.push(performance.now())
    this.storeAttempts.add(/attempt=\d+/.exec(String(request.headers['amz-sdk-request']))?.[0] ?? '')
  }

  async #getParameters(response: ServerResponse, { Names }: { Names: string[] }) {
    if (this.storeLatencyMs) await after(this.storeLatencyMs)
    const found = Names.flatMap((Name) => {
      const Value = this.parameters.get(Name)
      return Value === undefined ? [] : [{ Name, Value, Type: 'String' }]
    })
    answer(response, { Parameters: found, InvalidParameters: Names.filter((name) => !this.parameters.has(name)) })
  }

  async #getItem(
    request: IncomingMessage,
    response: ServerResponse,
    body: { TableName: string; Key: (typeof seed)[0] },
  ) {
    if (!this.readers.has(signer(request))) return fail(response, 'AccessDeniedException', 400)
    if (!this.tables.has(body.TableName)) return fail(response, 'ResourceNotFoundException', 400)
    this.readsAtOnce++
    if (this.latencyMs) await after(this.latencyMs)
    this.readsAtOnce--
    const item = this.items.find(
      ({ MediaType, ItemId }) => MediaType?.S === body.Key.MediaType.S && ItemId?.N === body.Key.ItemId.N,
    )
    answer(response, item ? { Item: item } : {})
  }

  #tell(request: IncomingMessage, response: ServerResponse) {
    if (this.metadata === 'hangs') return
    if (this.metadata !== 'well') return void request.socket.destroy()
    const path = request.url ?? ''
    if (request.method === 'PUT' && path === '/latest/api/token') {
      this.calls.token++
      return void response.end(this.badTokens.shift() ?? this.token)
    }
    const knows = request.headers['x-aws-ec2-metadata-token'] === this.token
    const found = knows ? this.#metadataAt(path.replace('/latest/meta-data/', '')) : undefined
    response.writeHead(knows ? (found ? 200 : 404) : 401).end(found)
  }

  #metadataAt(path: string): string | undefined {
    if (path === 'instance-id') return 'i-0123456789abcdef0'
    if (path === 'placement/availability-zone') return 'us-west-2b'
    if (!this.role) return undefined
    if (path === 'iam/security-credentials/') return 'a-role'
    if (path !== 'iam/security-credentials/a-role') return undefined
    if (this.roleCode !== 'Success') return JSON.stringify({ Code: this.roleCode })
    const Expiration = new Date(Date.now() + 6 * 3_600_000).toISOString()
    return JSON.stringify({
      Code: 'Success',
      AccessKeyId: this.role,
      SecretAccessKey: 'secret',
      Token: 'session',
      Expiration,
    })
  }
}

function signer(request: IncomingMessage): string {
  return /Credential=([^/]+)/.exec(request.headers.authorization ?? '')?.[1] ?? ''
}

function answer(response: ServerResponse, body: object) {
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body))
}

function fail(response: ServerResponse, code: string, status: number) {
  const body = JSON.stringify({ __type: `com.amazonaws#${code}`, message: 'arn:aws:iam::123456789012:role/a-role' })
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(body)
}
