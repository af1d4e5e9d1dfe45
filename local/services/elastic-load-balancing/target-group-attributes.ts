import { type AttributeRule, type AttributeTable, choice, count, fixed } from './attributes.ts'

const percentage: AttributeRule = {
  ...count(1, 1, 100),
  initial: 'off',
  refuse: (value) => (value === 'off' ? undefined : count(1, 1, 100).refuse?.(value)),
}

const algorithms: AttributeRule = {
  ...choice('round_robin', 'least_outstanding_requests', 'weighted_random'),
  honours: (value) => value !== 'weighted_random',
}

/** Source: Elastic Load Balancing API Reference, TargetGroupAttribute: those of instances behind an Application Load Balancer. */
export const targetGroupAttributes: AttributeTable = {
  'deregistration_delay.timeout_seconds': count(300, 0, 3600),
  'stickiness.enabled': fixed('false'),
  'stickiness.type': fixed('lb_cookie'),
  'stickiness.lb_cookie.duration_seconds': fixed('86400'),
  'stickiness.app_cookie.cookie_name': fixed(''),
  'stickiness.app_cookie.duration_seconds': fixed('86400'),
  'slow_start.duration_seconds': fixed('0'),
  'load_balancing.algorithm.type': algorithms,
  'load_balancing.algorithm.anomaly_mitigation': fixed('off'),
  'load_balancing.cross_zone.enabled': fixed('use_load_balancer_configuration'),
  'target_group_health.dns_failover.minimum_healthy_targets.count': fixed('1'),
  'target_group_health.dns_failover.minimum_healthy_targets.percentage': fixed('off'),
  'target_group_health.unhealthy_state_routing.minimum_healthy_targets.count': count(1, 1, 1000),
  'target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage': percentage,
}
