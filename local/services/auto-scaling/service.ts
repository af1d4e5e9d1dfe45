import type { Service } from '../../operation.ts'
import { refusing } from '../../refused-parameters.ts'
import * as AttachLoadBalancerTargetGroups from './attach-load-balancer-target-groups.ts'
import * as AttachTrafficSources from './attach-traffic-sources.ts'
import * as CancelInstanceRefresh from './cancel-instance-refresh.ts'
import * as CreateAutoScalingGroup from './create-auto-scaling-group.ts'
import * as CreateOrUpdateTags from './create-or-update-tags.ts'
import * as DeleteAutoScalingGroup from './delete-auto-scaling-group.ts'
import * as DeleteTags from './delete-tags.ts'
import * as DescribeAutoScalingGroups from './describe-auto-scaling-groups.ts'
import * as DescribeAutoScalingInstances from './describe-auto-scaling-instances.ts'
import * as DescribeInstanceRefreshes from './describe-instance-refreshes.ts'
import * as DescribeLoadBalancerTargetGroups from './describe-load-balancer-target-groups.ts'
import * as DescribeScalingActivities from './describe-scaling-activities.ts'
import * as DescribeTags from './describe-tags.ts'
import * as DescribeTrafficSources from './describe-traffic-sources.ts'
import * as DetachLoadBalancerTargetGroups from './detach-load-balancer-target-groups.ts'
import * as DetachTrafficSources from './detach-traffic-sources.ts'
import { refused } from './fidelity.ts'
import { validationError } from './groups/errors.ts'
import * as ResumeProcesses from './resume-processes.ts'
import * as SetDesiredCapacity from './set-desired-capacity.ts'
import * as SetInstanceHealth from './set-instance-health.ts'
import * as SetInstanceProtection from './set-instance-protection.ts'
import * as StartInstanceRefresh from './start-instance-refresh.ts'
import * as SuspendProcesses from './suspend-processes.ts'
import * as TerminateInstanceInAutoScalingGroup from './terminate-instance-in-auto-scaling-group.ts'
import * as UpdateAutoScalingGroup from './update-auto-scaling-group.ts'

export const service: Service = {
  signingName: 'autoscaling',
  iamPrefix: 'autoscaling',
  protocol: 'awsQuery',
  schemas: () => import('@aws-sdk/client-auto-scaling'),
  operations: refusing(
    {
      AttachLoadBalancerTargetGroups,
      AttachTrafficSources,
      CancelInstanceRefresh,
      CreateAutoScalingGroup,
      CreateOrUpdateTags,
      DeleteAutoScalingGroup,
      DeleteTags,
      DescribeAutoScalingGroups,
      DescribeAutoScalingInstances,
      DescribeInstanceRefreshes,
      DescribeLoadBalancerTargetGroups,
      DescribeScalingActivities,
      DescribeTags,
      DescribeTrafficSources,
      DetachLoadBalancerTargetGroups,
      DetachTrafficSources,
      ResumeProcesses,
      SetDesiredCapacity,
      SetInstanceHealth,
      SetInstanceProtection,
      StartInstanceRefresh,
      SuspendProcesses,
      TerminateInstanceInAutoScalingGroup,
      UpdateAutoScalingGroup,
    },
    refused,
    validationError,
  ),
}
