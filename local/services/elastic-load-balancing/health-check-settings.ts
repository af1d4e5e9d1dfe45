import type { CreateTargetGroupInput } from '@aws-sdk/client-elastic-load-balancing-v2'
import { statusCodes } from '../../balancer/status-codes.ts'
import { constraint, invalid, oneOf, unsupported, within } from './errors.ts'

/** How a target group checks its targets, in the names and units of the API. */
export interface HealthCheckSettings {
  readonly HealthCheckProtocol: 'HTTP'
  /** `traffic-port`, or a port number. */
  readonly HealthCheckPort: string
  readonly HealthCheckPath: string
  readonly HealthCheckIntervalSeconds: number
  readonly HealthCheckTimeoutSeconds: number
  readonly HealthyThresholdCount: number
  readonly UnhealthyThresholdCount: number
  readonly Matcher: { readonly HttpCode: string }
}

/** Source: Elastic Load Balancing API Reference, CreateTargetGroup, for instances behind HTTP. */
export const usualHealthCheck: HealthCheckSettings = {
  HealthCheckProtocol: 'HTTP',
  HealthCheckPort: 'traffic-port',
  HealthCheckPath: '/',
  HealthCheckIntervalSeconds: 30,
  HealthCheckTimeoutSeconds: 5,
  HealthyThresholdCount: 5,
  UnhealthyThresholdCount: 2,
  Matcher: { HttpCode: '200' },
}

type Request = Partial<Pick<CreateTargetGroupInput, keyof HealthCheckSettings | 'HealthCheckEnabled'>>

/** The settings a request asks for, where it is silent as they were. Throws ValidationError in AWS's words. */
export function healthCheckSettings(request: Request, before: HealthCheckSettings): HealthCheckSettings {
  if (request.HealthCheckEnabled === false)
    throw invalid("Health check enabled must be true for target groups with target type 'instance'")
  checkProtocol(request.HealthCheckProtocol)
  const settings: HealthCheckSettings = {
    HealthCheckProtocol: 'HTTP',
    HealthCheckPort: readPort(request.HealthCheckPort ?? before.HealthCheckPort),
    HealthCheckPath: readPath(request.HealthCheckPath ?? before.HealthCheckPath),
    ...readNumbers(request, before),
    Matcher: readMatcher(request.Matcher, before),
  }
  if (settings.HealthCheckIntervalSeconds <= settings.HealthCheckTimeoutSeconds)
    throw invalid('Health check interval must be greater than the timeout.')
  return settings
}

function readNumbers(request: Request, before: HealthCheckSettings) {
  const { HealthCheckIntervalSeconds: interval, HealthCheckTimeoutSeconds: timeout } = request
  const { HealthyThresholdCount: healthy, UnhealthyThresholdCount: unhealthy } = request
  return {
    HealthCheckIntervalSeconds: within(
      interval,
      'healthCheckIntervalSeconds',
      5,
      300,
      before.HealthCheckIntervalSeconds,
    ),
    HealthCheckTimeoutSeconds: within(timeout, 'healthCheckTimeoutSeconds', 2, 120, before.HealthCheckTimeoutSeconds),
    HealthyThresholdCount: within(healthy, 'healthyThresholdCount', 2, 10, before.HealthyThresholdCount),
    UnhealthyThresholdCount: within(unhealthy, 'unhealthyThresholdCount', 2, 10, before.UnhealthyThresholdCount),
  }
}

const protocols = ['HTTP', 'HTTPS', 'TCP', 'TLS', 'UDP', 'TCP_UDP', 'GENEVE', 'QUIC', 'TCP_QUIC'] as const

function checkProtocol(protocol: string | undefined) {
  const known = oneOf(protocol, 'healthCheckProtocol', protocols)
  if (known === 'HTTPS') throw unsupported('The health check protocol HTTPS')
  if (known !== 'HTTP') throw invalid(`Health check protocol '${known}' must be one of 'HTTP', 'HTTPS'`)
}

function readPort(port: string): string {
  if (port === 'traffic-port' || (/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535)) return port
  throw invalid(`Health check port '${port}' must be either 'traffic-port' or in the range '1' to '65535'`)
}

function readPath(path: string): string {
  if (path.length > 1024)
    throw constraint(path, 'healthCheckPath', 'Member must have length less than or equal to 1024')
  if (!/^\/[!-~]*$/.test(path)) throw invalid(`Health check path '${path}' must begin with a '/' character`)
  return path
}

function readMatcher(matcher: Request['Matcher'], before: HealthCheckSettings) {
  if (matcher === undefined) return before.Matcher
  if (matcher.GrpcCode !== undefined) throw invalid('GRPC codes can only be specified for GRPC target groups')
  const code = matcher.HttpCode ?? ''
  if (statusCodes(code) === undefined)
    throw invalid(`Health check matcher HTTP code '${code}' must be within '200-499' inclusive`)
  return { HttpCode: code }
}
