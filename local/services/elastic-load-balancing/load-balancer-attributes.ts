import { type AttributeTable, choice, count, fixed } from './attributes.ts'

/** Source: Elastic Load Balancing API Reference, LoadBalancerAttribute: those of Application Load Balancers. */
export const loadBalancerAttributes: AttributeTable = {
  'access_logs.s3.enabled': fixed('false'),
  'access_logs.s3.bucket': fixed(''),
  'access_logs.s3.prefix': fixed(''),
  'idle_timeout.timeout_seconds': count(60, 1, 4000),
  'deletion_protection.enabled': choice('false', 'true'),
  'routing.http2.enabled': fixed('true'),
  'routing.http.drop_invalid_header_fields.enabled': fixed('false'),
  'routing.http.xff_client_port.enabled': choice('false', 'true'),
  'routing.http.preserve_host_header.enabled': fixed('false'),
  'routing.http.xff_header_processing.mode': choice('append', 'preserve', 'remove'),
  'load_balancing.cross_zone.enabled': fixed('true'),
  'routing.http.desync_mitigation_mode': fixed('defensive'),
  'client_keep_alive.seconds': fixed('3600'),
  'waf.fail_open.enabled': fixed('false'),
  'routing.http.x_amzn_tls_version_and_cipher_suite.enabled': fixed('false'),
  'zonal_shift.config.enabled': fixed('false'),
  'connection_logs.s3.enabled': fixed('false'),
  'connection_logs.s3.bucket': fixed(''),
  'connection_logs.s3.prefix': fixed(''),
  'health_check_logs.s3.enabled': fixed('false'),
  'health_check_logs.s3.bucket': fixed(''),
  'health_check_logs.s3.prefix': fixed(''),
  'ipv6.deny_all_igw_traffic': fixed('false'),
}
