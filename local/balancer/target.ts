import { Connection, type ConnectionKeeper, type Endpoint } from './connection.ts'

/** Where a target is on the network, asked again for each new connection. */
export interface Location {
  /** Where it listens; undefined while nothing does. */
  endpoint(): Endpoint | undefined
  /** Whether packets of the balancer get through to it. */
  reachable(): boolean
}

/** A target as the data plane knows it: where it listens, its open connections, and its requests in flight. */
export class Target implements ConnectionKeeper {
  readonly location: Location
  /** Requests sent to it that it has not answered to the end. */
  outstanding = 0
  readonly #connections = new Set<Connection>()
  #idle: Connection[] = []
  #retired = false

  constructor(location: Location) {
    this.location = location
  }

  /** An idle connection, where there is one that still leads to the endpoint. */
  reuse(endpoint: Endpoint): Connection | undefined {
    for (let idle = this.#idle.pop(); idle !== undefined; idle = this.#idle.pop()) {
      if (idle.endpoint.port === endpoint.port && idle.endpoint.host === endpoint.host) return idle
      idle.destroy()
    }
    return undefined
  }

  connect(endpoint: Endpoint, idleMilliseconds: number): Connection {
    const connection = new Connection(endpoint, idleMilliseconds, this)
    this.#connections.add(connection)
    return connection
  }

  idle(connection: Connection) {
    if (this.#retired) connection.destroy()
    else this.#idle.push(connection)
  }

  gone(connection: Connection) {
    this.#connections.delete(connection)
    const place = this.#idle.indexOf(connection)
    if (place !== -1) this.#idle.splice(place, 1)
  }

  /** Takes no more connections back; those in use end with their requests. */
  retire() {
    this.#retired = true
    for (const connection of this.#idle) connection.destroy()
    this.#idle = []
  }

  /** Cuts off every connection, with the requests they carry. */
  close() {
    this.retire()
    for (const connection of this.#connections) connection.destroy()
  }
}
