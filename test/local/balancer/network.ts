import { createServer as createHttpServer, type RequestListener, request, type Server } from 'node:http'
import { type AddressInfo, connect, createServer, type Server as NetServer, type Socket } from 'node:net'
import { type Action, fixedResponse, forward } from '../../../local/balancer/action.ts'
import { ListenerServer } from '../../../local/balancer/listener-server.ts'
import { type Algorithm, Rotation } from '../../../local/balancer/rotation.ts'
import { Target } from '../../../local/balancer/target.ts'
import { takePort } from '../../../local/virtual-machines/loopback-port.ts'

const closers: (() => Promise<unknown> | undefined)[] = []

/** Frees every socket the functions of this file have opened. */
export async function closeAll() {
  for (const close of closers.splice(0).reverse()) await close()
}

/** A target that is a real HTTP server. */
export async function httpTarget(answer: RequestListener): Promise<Target & { server: Server }> {
  const server = createHttpServer(answer)
  await listen(server)
  closers.push(() => closeServer(server))
  return Object.assign(targetAt((server.address() as AddressInfo).port), { server })
}

/** A target that does what it likes with the connections it gets. */
export async function rawTarget(onConnection: (socket: Socket) => void): Promise<Target> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    onConnection(socket)
  })
  await listen(server)
  closers.push(() => {
    for (const socket of sockets) socket.destroy()
    return closeServer(server)
  })
  return targetAt((server.address() as AddressInfo).port)
}

export function targetAt(port: number, reachable = true): Target {
  const target = new Target({ endpoint: () => ({ host: '127.0.0.1', port }), reachable: () => reachable })
  closers.push(async () => target.close())
  return target
}

/** A target at which nothing listens. */
export async function refusingTarget(): Promise<Target> {
  return targetAt(await takePort())
}

export interface Balanced {
  port: number
  targets: Target[]
  rotation: Rotation
  server: ListenerServer
}

/** A balancer before targets, which a test may change. */
export async function balance(
  targets: Target[],
  { algorithm = 'round_robin' as Algorithm, idleMilliseconds = 60_000, admits = true } = {},
): Promise<Balanced> {
  const rotation = new Rotation(
    () => targets,
    () => algorithm,
  )
  const action = forward(
    () => rotation,
    () => idleMilliseconds,
  )
  const rules = { port: 80, forwardedFor: 'append', clientPort: false, idleMilliseconds } as const
  const server = new ListenerServer({ ...rules, admits: () => admits, action: () => action, onDefect: () => {} })
  const port = await takePort()
  await server.open(port)
  closers.push(() => server.close())
  return { port, targets, rotation, server }
}

/** A listener that answers itself. */
export function fixed(status: number, body: string): Promise<number> {
  return listener(fixedResponse(status, 'text/plain', body))
}

/** A listener that does this with each request. */
export async function listener(action: Action, onDefect: (error: unknown) => void = () => {}): Promise<number> {
  const rules = { port: 80, forwardedFor: 'append', clientPort: false, idleMilliseconds: 60_000 } as const
  const server = new ListenerServer({ ...rules, admits: () => true, action: () => action, onDefect })
  const port = await takePort()
  await server.open(port)
  closers.push(() => server.close())
  return port
}

export interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}

interface Ask {
  method?: string
  path?: string
  headers?: Record<string, string | string[]>
  body?: string | Buffer
  agent?: import('node:http').Agent
}

/** One request to a port of this machine. */
export function ask(port: number, { method = 'GET', path = '/', headers = {}, body, agent }: Ask = {}) {
  return new Promise<Answer>((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, method, path, headers, agent: agent ?? false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const { statusCode: status = 0, headers: answered } = response
        resolve({ status, headers: answered, body: Buffer.concat(chunks).toString() })
      })
    })
    outgoing.on('error', reject).end(body)
  })
}

/** Sends bytes as they are, and answers with all that comes back until the connection is closed. */
export function sendRaw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let received = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes, 'latin1'))
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1')
    })
    socket.on('error', () => resolve(received))
    socket.on('close', () => resolve(received))
  })
}

function listen(server: Server | NetServer): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
}

function closeServer(server: Server | NetServer): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    if ('closeAllConnections' in server) server.closeAllConnections()
  })
}
