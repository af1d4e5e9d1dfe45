import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  type Connection,
  connectTimeoutMilliseconds,
  type Endpoint,
  type Exchange,
  type Failure,
} from './connection.ts'
import { answerWithPage } from './error-page.ts'
import type { RequestHead } from './request-head.ts'
import type { Target } from './target.ts'

/** Methods that may be sent twice when the first time went to a connection the target had just closed. */
const repeatable = new Set(['GET', 'HEAD', 'OPTIONS'])
/** Up to this size one write of a string costs less than one of a string and a buffer. */
const copiedBytes = 16_384
const lastChunk = Buffer.from('0\r\n\r\n')

/** One request on its way through the balancer to a target, and the answer on its way back. */
export class Forwarding implements Exchange {
  readonly #request: IncomingMessage
  readonly #response: ServerResponse
  readonly #head: RequestHead
  readonly #target: Target
  readonly #idleMilliseconds: number
  #connection: Connection | undefined
  #unanswered: NodeJS.Timeout | undefined
  #held: Buffer | undefined
  #over = false

  constructor(
    request: IncomingMessage,
    response: ServerResponse,
    head: RequestHead,
    target: Target,
    idleMilliseconds: number,
  ) {
    this.#request = request
    this.#response = response
    this.#head = head
    this.#target = target
    this.#idleMilliseconds = idleMilliseconds
  }

  start() {
    this.#target.outstanding++
    this.#response.once('close', () => this.#clientGone())
    this.#send(true)
    if (this.#head.body !== 'none') this.#sendBody()
  }

  head(status: number, reason: string, headers: string[]) {
    this.#response.writeHead(status, reason, headers)
  }

  /** Held back for a moment: an answer that is whole by then goes out with its head in one piece. */
  data(content: Buffer) {
    this.#writeHeld()
    this.#held = content
  }

  flush() {
    if (this.#held !== undefined) this.#writeHeld()
    else if (this.#response.headersSent) this.#response.flushHeaders()
  }

  end() {
    this.#finish()
    if (this.#held === undefined || this.#held.length > copiedBytes) this.#response.end(this.#held)
    else this.#response.end(this.#held.toString('latin1'), 'latin1')
  }

  failed(failure: Failure, fresh: boolean) {
    if (this.#over) return
    if (failure === 'closed' && fresh && this.#mayRepeat()) this.#send(false)
    else this.#giveUp(failure)
  }

  drained() {
    this.#request.resume()
  }

  #mayRepeat(): boolean {
    const sent = this.#connection
    return sent?.reused === true && this.#head.body === 'none' && repeatable.has(this.#request.method ?? '')
  }

  #send(reuse: boolean) {
    const endpoint = this.#target.location.endpoint()
    if (endpoint === undefined) this.#giveUp('closed')
    else this.#sendTo(endpoint, reuse ? this.#target.reuse(endpoint) : undefined)
  }

  #sendTo(endpoint: Endpoint, idle: Connection | undefined) {
    if (idle === undefined && !this.#target.location.reachable()) {
      // What becomes of a connection whose packets a security group drops.
      this.#unanswered = setTimeout(() => this.failed('silent', true), connectTimeoutMilliseconds)
      return
    }
    const connection = idle ?? this.#target.connect(endpoint, this.#idleMilliseconds)
    this.#connection = connection
    const complete = this.#head.body === 'none'
    connection.send(this.#request.method ?? 'GET', this.#head.text, complete, this.#idleMilliseconds, this)
  }

  #writeHeld() {
    const content = this.#held
    this.#held = undefined
    if (content === undefined || this.#response.write(content)) return
    const connection = this.#connection
    connection?.pause()
    this.#response.once('drain', () => connection?.resume())
  }

  #giveUp(failure: Failure) {
    this.#finish()
    if (failure === 'closed') answerWithPage(this.#response, 502)
    else answerWithPage(this.#response, this.#head.body === 'none' || this.#request.complete ? 504 : 408)
  }

  #sendBody() {
    const chunked = this.#head.body === 'chunked'
    this.#request.on('data', (content: Buffer) => {
      if (this.#over || this.#connection === undefined) return
      if (chunked) this.#connection.write(Buffer.from(`${content.length.toString(16)}\r\n`))
      const more = this.#connection.write(content)
      if (chunked) this.#connection.write(Buffer.from('\r\n'))
      if (!more) this.#request.pause()
    })
    this.#request.on('end', () => {
      if (this.#over || this.#connection === undefined) return
      if (chunked) this.#connection.write(lastChunk)
      this.#connection.requestSent()
    })
  }

  /** The client has closed its connection before it had the whole answer: the target need not go on. */
  #clientGone() {
    if (this.#over) return
    this.#finish()
    this.#connection?.destroy()
  }

  #finish() {
    this.#over = true
    // The rest of a body that nobody takes any more is read all the same: it stands before the client's next request.
    if (this.#head.body !== 'none') this.#request.resume()
    this.#target.outstanding--
    clearTimeout(this.#unanswered)
  }
}
