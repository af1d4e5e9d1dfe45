import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { RedirectParts } from '../../balancer/action.ts'
import { invalid } from './errors.ts'

interface ReadRedirect {
  readonly status: 301 | 302
  readonly parts: RedirectParts
  readonly described: Action
}

/** Reads a redirect; parts it is silent on stay those of the request. Throws ValidationError. */
export function readRedirect({ RedirectConfig: config }: Action): ReadRedirect {
  const {
    Protocol = '#{protocol}',
    Port = '#{port}',
    Host = '#{host}',
    Path = '/#{path}',
    Query = '#{query}',
  } = config ?? {}
  const StatusCode = config?.StatusCode
  if (StatusCode !== 'HTTP_301' && StatusCode !== 'HTTP_302')
    throw invalid(`The redirect status code '${StatusCode}' must be one of [HTTP_301, HTTP_302]`)
  if (!/^(HTTPS?|#\{protocol\})$/.test(Protocol))
    throw invalid(`The redirect protocol '${Protocol}' must be HTTP or HTTPS`)
  if (!isPort(Port)) throw invalid(`The redirect port '${Port}' must be between 1 and 65535`)
  if (!Path.startsWith('/')) throw invalid(`The redirect path '${Path}' must begin with a '/' character`)
  const unchanged = [Protocol, Port, Host, Path].join() === '#{protocol},#{port},#{host},/#{path}'
  if (unchanged) throw invalid('The redirect must change the protocol, host, port or path, or it would be a loop')
  return {
    status: StatusCode === 'HTTP_301' ? 301 : 302,
    parts: { protocol: Protocol, host: Host, port: Port, path: Path, query: Query },
    described: { Type: 'redirect', Order: 1, RedirectConfig: { Protocol, Port, Host, Path, Query, StatusCode } },
  }
}

function isPort(port: string): boolean {
  return port === '#{port}' || (/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535)
}
