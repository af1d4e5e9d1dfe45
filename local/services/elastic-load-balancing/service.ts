import type { Service } from '../../operation.ts'
import * as AddTags from './add-tags.ts'
import * as CreateListener from './create-listener.ts'
import * as CreateLoadBalancer from './create-load-balancer.ts'
import * as CreateRule from './create-rule.ts'
import * as CreateTargetGroup from './create-target-group.ts'
import * as DeleteListener from './delete-listener.ts'
import * as DeleteLoadBalancer from './delete-load-balancer.ts'
import * as DeleteRule from './delete-rule.ts'
import * as DeleteTargetGroup from './delete-target-group.ts'
import * as DeregisterTargets from './deregister-targets.ts'
import * as DescribeListeners from './describe-listeners.ts'
import * as DescribeLoadBalancerAttributes from './describe-load-balancer-attributes.ts'
import * as DescribeLoadBalancers from './describe-load-balancers.ts'
import * as DescribeRules from './describe-rules.ts'
import * as DescribeTags from './describe-tags.ts'
import * as DescribeTargetGroupAttributes from './describe-target-group-attributes.ts'
import * as DescribeTargetGroups from './describe-target-groups.ts'
import * as DescribeTargetHealth from './describe-target-health.ts'
import * as ModifyListener from './modify-listener.ts'
import * as ModifyLoadBalancerAttributes from './modify-load-balancer-attributes.ts'
import * as ModifyRule from './modify-rule.ts'
import * as ModifyTargetGroup from './modify-target-group.ts'
import * as ModifyTargetGroupAttributes from './modify-target-group-attributes.ts'
import * as RegisterTargets from './register-targets.ts'
import * as RemoveTags from './remove-tags.ts'
import * as SetRulePriorities from './set-rule-priorities.ts'
import * as SetSecurityGroups from './set-security-groups.ts'
import * as SetSubnets from './set-subnets.ts'

export const service: Service = {
  signingName: 'elasticloadbalancing',
  iamPrefix: 'elasticloadbalancing',
  protocol: 'awsQuery',
  schemas: () => import('@aws-sdk/client-elastic-load-balancing-v2'),
  operations: {
    AddTags,
    CreateListener,
    CreateLoadBalancer,
    CreateRule,
    CreateTargetGroup,
    DeleteListener,
    DeleteLoadBalancer,
    DeleteRule,
    DeleteTargetGroup,
    DeregisterTargets,
    DescribeListeners,
    DescribeLoadBalancerAttributes,
    DescribeLoadBalancers,
    DescribeRules,
    DescribeTags,
    DescribeTargetGroupAttributes,
    DescribeTargetGroups,
    DescribeTargetHealth,
    ModifyListener,
    ModifyLoadBalancerAttributes,
    ModifyRule,
    ModifyTargetGroupAttributes,
    ModifyTargetGroup,
    RegisterTargets,
    RemoveTags,
    SetRulePriorities,
    SetSecurityGroups,
    SetSubnets,
  },
}
