import { AwsError } from '../../aws-error.ts'
import { oneOf, unsupported } from './errors.ts'
import type { Listener } from './listener.ts'
import type { LoadBalancer } from './load-balancer.ts'

const protocols = ['HTTP', 'HTTPS', 'TCP', 'TLS', 'UDP', 'TCP_UDP', 'GENEVE', 'QUIC', 'TCP_QUIC'] as const

/** Refuses what is not plain HTTP: this cloud has no certificates. */
export function checkProtocol(protocol: string | undefined) {
  const known = oneOf(protocol, 'protocol', protocols)
  if (known === 'HTTPS') throw unsupported('The listener protocol HTTPS')
  if (known !== 'HTTP')
    throw new AwsError('UnsupportedProtocol', `Protocol '${known}' is not supported by application load balancers`)
}

/** Refuses a port that another listener of the balancer has. */
export function checkPort(balancer: LoadBalancer, port: number, own?: Listener) {
  const taken = [...balancer.listeners.values()].some((listener) => listener !== own && listener.port === port)
  if (!taken) return
  const words = `A listener already exists on this port for this load balancer '${balancer.arn}'`
  throw new AwsError('DuplicateListener', words)
}

/** Says that a listener's port is taken on this machine: only port 80 is given a free one to stand for it. */
export async function bound(port: number, opening: Promise<void>): Promise<void> {
  try {
    await opening
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException
    const words = `Port ${port} of 127.0.0.1, where this cloud serves the listener, can't be opened (${code})`
    throw new AwsError('InvalidConfigurationRequest', words)
  }
}
