const sticky = 'ForwardConfig.TargetGroupStickinessConfig.DurationSeconds'

/** Parameters that are accepted and ignored. */
export const ignored: Record<string, string[]> = {
  CreateListener: [`DefaultActions.${sticky}`],
  CreateLoadBalancer: ['Scheme'],
  CreateRule: [`Actions.${sticky}`],
  ModifyListener: [`DefaultActions.${sticky}`],
  ModifyRule: [`Actions.${sticky}`],
}

const actions = ['AuthenticateCognitoConfig', 'AuthenticateOidcConfig', 'JwtValidationConfig']
const listener = [
  'AlpnPolicy',
  'Certificates',
  ...actions.map((member) => `DefaultActions.${member}`),
  'MutualAuthentication',
  'SslPolicy',
]
const rule = [
  ...actions.map((member) => `Actions.${member}`),
  ...['HttpHeaderConfig', 'QueryStringConfig', 'SourceIpConfig'].map((member) => `Conditions.${member}`),
  'Transforms',
]
const mappings = ['AllocationId', 'IPv6Address', 'PrivateIPv4Address', 'SourceNatIpv6Prefix'].map(
  (member) => `SubnetMappings.${member}`,
)

/** Parameters that the operations refuse themselves: with some values, or in words of their own. */
export const partlyRefused: Record<string, string[]> = {
  CreateListener: listener,
  CreateLoadBalancer: [
    'Type',
    'IpAddressType',
    'CustomerOwnedIpv4Pool',
    'EnablePrefixForIpv6SourceNat',
    'IpamPools',
    ...mappings,
  ],
  CreateRule: rule,
  CreateTargetGroup: ['ProtocolVersion', 'TargetType', 'IpAddressType', 'TargetControlPort', 'HealthCheckEnabled'],
  ModifyListener: listener,
  ModifyRule: [...rule, 'ResetTransforms'],
  ModifyTargetGroup: ['HealthCheckEnabled'],
  SetSecurityGroups: ['EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic'],
  SetSubnets: ['IpAddressType', 'EnablePrefixForIpv6SourceNat', ...mappings],
}

/** Where Elastic Load Balancing differs from AWS's, as sentences for docs/fidelity.md. */
export const differences: readonly string[] = [
  'DNSName is 127.0.0.1 and a port of its own, which stands for port 80. A listener on another port is served on that port of 127.0.0.1, and refused where it is taken.',
  'A client on this machine stands for every client of the internet: it is let in when the balancer has any rule for the port, whoever the rule names. Where there is none the connection is closed at once, not left without an answer.',
  'A load balancer is one node, so each target is checked once an interval, not once by each node. Egress rules are not evaluated.',
  'Health check intervals and the deregistration delay pass in cloud time. Timeouts of health checks and the idle timeout are wall time. A draining target keeps a request in flight for the delay in wall time.',
  'Only port 80 of an instance is reachable. A target or a health check on another port finds nothing listening.',
  'HTTPS, HTTP/2, WebSockets, trailers, stickiness, slow start and targets other than instances are not there.',
  'An instance that is terminated without being deregistered is out of rotation the moment it begins to shut down.',
]
