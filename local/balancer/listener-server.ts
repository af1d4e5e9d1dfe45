import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Action } from './action.ts'
import { answerWithPage, closingAnswer } from './error-page.ts'
import { type Presentation, requestHead } from './request-head.ts'

/** What a listener does with its clients; asked for each request, so that a change takes effect at once. */
export interface ListenerRules extends Presentation {
  /** No data to or from a client or target for so long, in wall time: the balancer gives up. */
  readonly idleMilliseconds: number
  /** Whether a client's packets get through to the balancer. */
  admits(): boolean
  action(request: IncomingMessage): Action
  /** Told of what should not have been thrown; the client gets a 500. */
  onDefect(error: unknown): void
}

const largestHeadBytes = 65_536
/** A client waits a little longer than the balancer waits for its target, so that it gets to see the 504. */
const graceMilliseconds = 1_000

/** The loopback socket behind which a listener of a load balancer serves. */
export class ListenerServer {
  readonly #rules: ListenerRules
  #server: Server | undefined
  /** What each connection has sent ahead, while it is being answered. */
  readonly #ahead = new WeakMap<Socket, (() => void)[]>()

  constructor(rules: ListenerRules) {
    this.#rules = rules
  }

  /** Starts to accept clients on 127.0.0.1; rejects with the system's error where the port is taken. */
  open(port: number): Promise<void> {
    const server = createServer(
      {
        keepAliveTimeout: 0,
        headersTimeout: this.#rules.idleMilliseconds,
        requestTimeout: 0,
        maxHeaderSize: largestHeadBytes,
        requireHostHeader: false,
        noDelay: true,
      },
      (request, response) => this.#answer(request, response),
    )
    server.on('connection', (socket) => this.#admit(socket))
    server.on('clientError', (error: NodeJS.ErrnoException, socket) => refuse(error, socket))
    this.#server = server
    this.retime()
    return this.#listen(server, port)
  }

  /** Gives the idle timeout, which may have changed, to the connections to come. */
  retime() {
    if (this.#server !== undefined) this.#server.timeout = this.#rules.idleMilliseconds + graceMilliseconds
  }

  /** Frees the port and cuts off the clients. */
  async close(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    if (server === undefined) return
    await new Promise((resolve) => {
      server.close(resolve)
      server.closeAllConnections()
    })
  }

  async #listen(server: Server, port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', resolve)
    })
    const closedMeanwhile = this.#server !== server
    if (closedMeanwhile) server.close()
  }

  #admit(socket: Socket) {
    if (!this.#rules.admits()) socket.destroy()
  }

  /** Requests of one connection are served one after another, however many of them a client sends ahead. */
  #answer(request: IncomingMessage, response: ServerResponse) {
    const { socket } = request
    const ahead = this.#ahead.get(socket)
    if (ahead) return void ahead.push(() => this.#serve(request, response))
    this.#ahead.set(socket, [])
    this.#serve(request, response)
  }

  /** What escapes the handler of a request would end the process, and with it the whole cloud. */
  #serve(request: IncomingMessage, response: ServerResponse) {
    response.once('close', () => this.#next(request.socket))
    try {
      this.#act(request, response)
    } catch (error) {
      this.#rules.onDefect(error)
      answerWithPage(response, 500)
    }
  }

  #next(socket: Socket) {
    const next = socket.destroyed ? undefined : this.#ahead.get(socket)?.shift()
    if (next) next()
    else this.#ahead.delete(socket)
  }

  #act(request: IncomingMessage, response: ServerResponse) {
    if (request.method === 'TRACE') return answerWithPage(response, 405)
    const head = requestHead(request, this.#rules)
    if (!head.hasHost && request.httpVersion === '1.1') return answerWithPage(response, 400)
    this.#rules.action(request)(request, response, head)
  }
}

/** A request that can't be read, or did not come in time; nothing is owed to a client that is gone. */
function refuse(error: NodeJS.ErrnoException, socket: Duplex) {
  if (!socket.writable) return void socket.destroy()
  socket.end(closingAnswer(error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400))
}
