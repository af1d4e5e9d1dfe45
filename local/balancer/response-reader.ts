import { ChunkedBody, MalformedResponse } from './chunked-body.ts'
import { nominatedHeaders } from './request-head.ts'

/** Who is told about a response as its bytes arrive. */
export interface ResponseSink {
  /** Name and value pairs in `headers`, those of the connection left out. */
  head(status: number, reason: string, headers: string[]): void
  data(content: Buffer): void
  /** The whole response has arrived. */
  end(): void
}

const longestHead = 65_536
const endOfHead = Buffer.from('\r\n\r\n')
const statusLine = /^HTTP\/1\.([01]) ([1-5]\d\d)(?: (.*))?$/
const ofConnection = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/**
 * Reads one HTTP/1.1 response (RFC 9112) from the bytes of a connection. Written by hand because it halves what a
 * balanced request costs beside an HTTP client library, and because only the owner of the connection knows whether a
 * failure came before the first byte of an answer.
 */
export class ResponseReader {
  readonly #sink: ResponseSink
  readonly #bodiless: boolean
  #begun: Buffer | undefined
  #body: 'awaited' | 'sized' | 'chunked' | 'until close' | 'ended' = 'awaited'
  #remaining = 0
  #chunks: ChunkedBody | undefined
  #keepAlive = true
  /** Whether a byte of the response has arrived. */
  started = false
  /** Set when the whole response has arrived: whether the connection may carry another request. */
  ended: { reusable: boolean } | undefined

  constructor(method: string, sink: ResponseSink) {
    this.#bodiless = method === 'HEAD'
    this.#sink = sink
  }

  /** Throws MalformedResponse. */
  read(bytes: Buffer) {
    this.started = true
    if (this.#body !== 'awaited') return this.#readBody(bytes)
    const rest = this.#readHeads(bytes)
    if (rest !== undefined) this.#afterHead(rest)
  }

  /** The other side has closed: the end of a body that has no other end, else a failure. */
  closed(): 'ended' | 'cut off' {
    if (this.#body !== 'until close') return 'cut off'
    this.#end(false)
    return 'ended'
  }

  #afterHead(rest: Buffer) {
    if (this.#body === 'ended') this.#end(rest.length === 0)
    else if (rest.length > 0) this.#readBody(rest)
  }

  /** What follows the head of the response, before which others may say that it is to come; undefined while it is not there. */
  #readHeads(bytes: Buffer): Buffer | undefined {
    let received = this.#begun === undefined ? bytes : Buffer.concat([this.#begun, bytes])
    this.#begun = undefined
    while (this.#body === 'awaited') {
      const end = received.indexOf(endOfHead)
      if (end === -1) {
        if (received.length > longestHead) throw new MalformedResponse('the head is longer than 64 KiB')
        this.#begun = received
        return undefined
      }
      this.#readHead(received.toString('latin1', 0, end))
      received = received.subarray(end + 4)
    }
    return received
  }

  #readHead(text: string) {
    const lines = text.split('\r\n')
    const [, minor, code, reason] = statusLine.exec(lines[0] as string) ?? []
    if (code === undefined) throw new MalformedResponse('the status line is not of HTTP/1.1')
    const status = Number(code)
    if (status === 101) throw new MalformedResponse('protocol upgrades are not offered to targets')
    if (status < 200) return
    const { headers, ...framing } = readHeaders(lines)
    this.#keepAlive = framing.connection === undefined ? minor === '1' : !/\bclose\b/i.test(framing.connection)
    this.#frame(status, framing)
    this.#sink.head(status, reason ?? '', headers)
  }

  /** RFC 9112, section 6.3. */
  #frame(status: number, { length, coding }: Framing) {
    if (this.#bodiless || status === 204 || status === 304) this.#body = 'ended'
    else if (coding !== undefined) {
      if (coding.toLowerCase() !== 'chunked') throw new MalformedResponse(`transfer coding ${coding} is not known`)
      if (length !== undefined) this.#keepAlive = false
      this.#chunks = new ChunkedBody()
      this.#body = 'chunked'
    } else if (length !== undefined) {
      this.#remaining = length
      this.#body = length === 0 ? 'ended' : 'sized'
    } else this.#body = 'until close'
  }

  #readBody(bytes: Buffer) {
    if (this.#body === 'sized') this.#readSized(bytes)
    else if (this.#body === 'until close') this.#sink.data(bytes)
    else if (this.#chunks !== undefined && !this.#chunks.done) this.#readChunked(this.#chunks, bytes)
  }

  #readSized(bytes: Buffer) {
    const content = bytes.length > this.#remaining ? bytes.subarray(0, this.#remaining) : bytes
    this.#remaining -= content.length
    this.#sink.data(content)
    if (this.#remaining === 0) this.#end(content.length === bytes.length)
  }

  #readChunked(chunks: ChunkedBody, bytes: Buffer) {
    const taken = chunks.read(bytes, (content) => this.#sink.data(content))
    if (chunks.done) this.#end(taken === bytes.length)
  }

  /** `alone` when no byte follows, which would belong to no request. */
  #end(alone: boolean) {
    this.#body = 'ended'
    this.ended = { reusable: this.#keepAlive && alone }
    this.#sink.end()
  }
}

interface Framing {
  length?: number
  coding?: string
  connection?: string
}

function readHeaders(lines: readonly string[]): Framing & { headers: string[] } {
  const read: Framing & { headers: string[] } = { headers: [] }
  for (let index = 1; index < lines.length; index++) {
    const line = lines[index] as string
    const colon = line.indexOf(':')
    if (colon < 1) throw new MalformedResponse('a header has no name')
    const name = line.slice(0, colon)
    const value = line.slice(colon + 1).trim()
    const lowerCase = name.toLowerCase()
    if (lowerCase === 'content-length') read.length = contentLength(value, read.length)
    else if (lowerCase === 'transfer-encoding') read.coding = value
    else if (lowerCase === 'connection') read.connection = value
    if (ofConnection.has(lowerCase)) continue
    read.headers.push(name, value)
  }
  if (read.coding !== undefined && read.length !== undefined)
    read.headers = without(read.headers, new Set(['content-length']))
  const nominated = read.connection === undefined ? undefined : nominatedHeaders(['connection', read.connection])
  if (nominated !== undefined) read.headers = without(read.headers, nominated)
  return read
}

function contentLength(value: string, earlier: number | undefined): number {
  const length = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN
  if (Number.isNaN(length) || (earlier !== undefined && earlier !== length)) {
    throw new MalformedResponse('the content length is not one number')
  }
  return length
}

function without(headers: readonly string[], names: ReadonlySet<string>): string[] {
  const kept: string[] = []
  for (let index = 0; index < headers.length; index += 2) {
    const name = headers[index] as string
    if (!names.has(name.toLowerCase())) kept.push(name, headers[index + 1] as string)
  }
  return kept
}
