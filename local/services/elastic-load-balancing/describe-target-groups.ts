import type { DescribeTargetGroupsInput, DescribeTargetGroupsOutput } from '@aws-sdk/client-elastic-load-balancing-v2'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { invalid } from './errors.ts'
import { findLoadBalancer, findTargetGroup } from './find.ts'
import { page } from './page.ts'
import type { TargetGroup } from './target-group.ts'

export function handle(input: DescribeTargetGroupsInput, call: Call): DescribeTargetGroupsOutput {
  const { items, ...next } = page(chosen(input, call), input)
  return { TargetGroups: items.map((group) => group.describe()), ...next }
}

function chosen(input: DescribeTargetGroupsInput, { cloud }: Call): readonly TargetGroup[] {
  const { LoadBalancerArn, TargetGroupArns = [], Names = [] } = input
  const all = cloud.elasticLoadBalancing.targetGroups
  const given = [LoadBalancerArn !== undefined, TargetGroupArns.length > 0, Names.length > 0].filter(Boolean)
  if (given.length > 1)
    throw invalid('Target group names, target group ARNs, and a load balancer ARN cannot be specified at the same time')
  if (LoadBalancerArn !== undefined) {
    const arns = findLoadBalancer(cloud, LoadBalancerArn).listenersTargetGroupArns
    return all.filter(({ arn }) => arns.includes(arn))
  }
  if (TargetGroupArns.length > 0) return TargetGroupArns.map((arn) => findTargetGroup(cloud, arn))
  if (Names.length === 0) return all
  return Names.map((name) => {
    const found = all.find(({ definition }) => definition.name === name)
    if (found === undefined) throw new AwsError('TargetGroupNotFound', 'One or more target groups not found')
    return found
  })
}
