import {
  DescribeLoadBalancersCommand,
  DescribeTagsCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
  type LoadBalancer,
  type Tag,
  type TargetGroup,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { found, given } from '../core/aws.ts'
import { namesOf } from '../core/names.ts'

/** The client of every step that looks at or changes load balancing. */
export const balancing = new ElasticLoadBalancingV2Client()

/** The load balancer of the service's name, whoever made it. */
export async function loadBalancerNamedFor(service: string): Promise<LoadBalancer | undefined> {
  const Names = [namesOf(service).loadBalancer]
  const answer = await found(balancing.send(new DescribeLoadBalancersCommand({ Names })))
  return answer?.LoadBalancers?.[0]
}

/** The target group of the service's name, whoever made it. */
export async function targetGroupNamedFor(service: string): Promise<TargetGroup | undefined> {
  const Names = [namesOf(service).targetGroup]
  const answer = await found(balancing.send(new DescribeTargetGroupsCommand({ Names })))
  return answer?.TargetGroups?.[0]
}

/** Load balancing answers with tags only when asked for them; none once the resource is gone. */
export async function balancingTags(arn: string | undefined): Promise<Tag[]> {
  const ResourceArns = [given(arn, 'an ARN')]
  const answer = await found(balancing.send(new DescribeTagsCommand({ ResourceArns })))
  return answer?.TagDescriptions?.[0]?.Tags ?? []
}
