import { AwsError } from '../../aws-error.ts'
import type { Cloud } from '../../cloud.ts'
import { checkArn } from './arn.ts'
import type { Listener } from './listener.ts'
import type { LoadBalancer } from './load-balancer.ts'
import type { Rule } from './rule.ts'
import type { TargetGroup } from './target-group.ts'

/** The load balancer with this ARN, or AWS's LoadBalancerNotFound. */
export function findLoadBalancer(cloud: Cloud, arn = ''): LoadBalancer {
  const found = cloud.elasticLoadBalancing.loadBalancers.get(checkArn(cloud, arn, 'loadBalancer'))
  if (found === undefined) throw new AwsError('LoadBalancerNotFound', 'One or more load balancers not found')
  return found
}

/** The target group with this ARN, or AWS's TargetGroupNotFound. */
export function findTargetGroup(cloud: Cloud, arn = ''): TargetGroup {
  const found = cloud.elasticLoadBalancing.targetGroup(checkArn(cloud, arn, 'targetGroup'))
  if (found === undefined) throw new AwsError('TargetGroupNotFound', 'One or more target groups not found')
  return found
}

/** The listener with this ARN, or AWS's ListenerNotFound. */
export function findListener(cloud: Cloud, arn = ''): Listener {
  checkArn(cloud, arn, 'listener')
  const found = cloud.elasticLoadBalancing.listeners.find((listener) => listener.arn === arn)
  if (found === undefined) throw new AwsError('ListenerNotFound', 'One or more listeners not found')
  return found
}

/** The rule with this ARN, or AWS's RuleNotFound; a listener's default rule is none of these. */
export function findRule(cloud: Cloud, arn = ''): Rule {
  checkArn(cloud, arn, 'rule')
  const rules = cloud.elasticLoadBalancing.listeners.flatMap((listener) => [...listener.rules.values()])
  const found = rules.find((rule) => rule.arn === arn)
  if (found === undefined) throw new AwsError('RuleNotFound', 'One or more rules not found')
  return found
}
