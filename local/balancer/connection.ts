import { connect, type Socket } from 'node:net'
import { MalformedResponse } from './chunked-body.ts'
import { ResponseReader, type ResponseSink } from './response-reader.ts'

/** Where a target really listens. */
export interface Endpoint {
  readonly host: string
  readonly port: number
}

/** What a target did instead of answering: closed, refused or spoilt the connection, or stayed silent. */
export type Failure = 'closed' | 'silent'

/** One request on its way to a target, which is told what comes back. */
export interface Exchange extends ResponseSink {
  /** `fresh` when not one byte of an answer had come. */
  failed(failure: Failure, fresh: boolean): void
  /** All that has arrived so far has been told, and more is to come. */
  flush(): void
  /** The target takes more of the request's body again. */
  drained(): void
}

/** Who keeps a connection between its requests. */
export interface ConnectionKeeper {
  idle(connection: Connection): void
  gone(connection: Connection): void
}

/** How long an Application Load Balancer waits for a target to accept a connection. */
export const connectTimeoutMilliseconds = 10_000

/** A keep-alive HTTP/1.1 connection to a target that carries one request at a time. */
export class Connection {
  readonly endpoint: Endpoint
  readonly #socket: Socket
  readonly #keeper: ConnectionKeeper
  #exchange: Exchange | undefined
  #reader: ResponseReader | undefined
  #requestSent = true
  #connected = false
  #idleMilliseconds: number
  /** Whether it has carried a request before: then it may have been closed by the target a moment ago. */
  reused = false

  constructor(endpoint: Endpoint, idleMilliseconds: number, keeper: ConnectionKeeper) {
    this.endpoint = endpoint
    this.#keeper = keeper
    this.#idleMilliseconds = idleMilliseconds
    const socket = connect({ host: endpoint.host, port: endpoint.port, noDelay: true })
    socket.setTimeout(connectTimeoutMilliseconds)
    socket.once('connect', () => {
      this.#connected = true
      socket.setTimeout(this.#idleMilliseconds)
    })
    socket.on('data', (bytes) => this.#read(bytes))
    socket.on('end', () => this.#ended())
    socket.on('drain', () => this.#exchange?.drained())
    socket.on('timeout', () => this.#fail('silent'))
    socket.on('error', () => this.#fail('closed'))
    socket.on('close', () => {
      this.#fail('closed')
      keeper.gone(this)
    })
    this.#socket = socket
  }

  /** Sends the head of a request; `complete` when no body follows. */
  send(method: string, head: string, complete: boolean, idleMilliseconds: number, exchange: Exchange) {
    this.#exchange = exchange
    this.#reader = new ResponseReader(method, exchange)
    this.#requestSent = complete
    if (idleMilliseconds !== this.#idleMilliseconds) {
      this.#idleMilliseconds = idleMilliseconds
      if (this.#connected) this.#socket.setTimeout(idleMilliseconds)
    }
    this.#socket.write(head, 'latin1')
  }

  /** Sends a piece of the request's body; false when the target can't take more for now. */
  write(content: Buffer): boolean {
    return this.#socket.write(content)
  }

  /** The last piece of the request's body has been written. */
  requestSent() {
    this.#requestSent = true
  }

  pause() {
    this.#socket.pause()
  }

  resume() {
    this.#socket.resume()
  }

  /** Gives the connection up, and with it the request it carries, of which nothing more is told. */
  destroy() {
    this.#exchange = undefined
    this.#socket.destroy()
  }

  #read(bytes: Buffer) {
    const reader = this.#reader
    try {
      if (reader === undefined) throw new MalformedResponse('bytes without a request')
      reader.read(bytes)
      if (reader.ended === undefined) this.#exchange?.flush()
      else this.#answered(reader.ended.reusable)
    } catch (error) {
      if (!isMalformed(error)) throw error
      this.#fail('closed')
    }
  }

  #answered(reusable: boolean) {
    this.#exchange = undefined
    this.#reader = undefined
    this.reused = true
    // A slow client may have paused it, and tells nothing more once it has the end of its answer.
    if (this.#socket.isPaused()) this.#socket.resume()
    if (reusable && this.#requestSent) this.#keeper.idle(this)
    else this.destroy()
  }

  #ended() {
    if (this.#reader?.closed() === 'ended') this.destroy()
    else this.#fail('closed')
  }

  #fail(failure: Failure) {
    const exchange = this.#exchange
    const fresh = this.#reader?.started !== true
    this.destroy()
    exchange?.failed(failure, fresh)
  }
}

/** Also what node:http refuses to pass on, such as a header with a control character. */
function isMalformed(error: unknown): boolean {
  return error instanceof MalformedResponse || /^ERR_(HTTP_)?INVALID/.test(String((error as { code?: string }).code))
}
