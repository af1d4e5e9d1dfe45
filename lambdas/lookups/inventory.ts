import { DescribeTableCommand, DynamoDBClient, ListTagsOfResourceCommand } from '@aws-sdk/client-dynamodb'
import {
  EC2Client,
  paginateDescribeLaunchTemplates,
  paginateDescribeSecurityGroups,
  paginateDescribeTags,
} from '@aws-sdk/client-ec2'
import { GetInstanceProfileCommand, GetPolicyCommand, GetRoleCommand, IAMClient } from '@aws-sdk/client-iam'
import { paginateGetResources, ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api'
import { ListTagsForResourceCommand, SSMClient } from '@aws-sdk/client-ssm'
import { found, isOurs, pagesOf, type Tags } from '../core/aws.ts'
import { iamNamesOf, locationOf, namesOf, serviceTag } from '../core/names.ts'
import { policyArnOf } from '../instance-policy.ts'
import { liveInstances } from '../instances.ts'
import { groupNamedFor } from './auto-scaling.ts'
import { balancingTags, loadBalancerNamedFor, targetGroupNamedFor } from './load-balancing.ts'

const dynamoDb = new DynamoDBClient()
const ec2 = new EC2Client()
const iam = new IAMClient()
const ssm = new SSMClient()
const tagging = new ResourceGroupsTaggingAPIClient()

/** EC2's tags of these outlive them for an hour, or are found more readably. */
const seen = new Set(['instance', 'launch-template', 'security-group'])

type Finder = (service: string, execution: string) => Promise<(string | undefined)[]>

/**
 * Every kind of resource a service can have, and how to find those that carry its tag: EC2's by the tag, those of
 * services that cannot be asked so by the name, and last whatever else the tagging API knows of.
 */
export const inventory: Readonly<Record<string, Finder>> = {
  'Auto Scaling group': (service) => {
    return oursAmong([namesOf(service).group], service, async () => (await groupNamedFor(service))?.Tags)
  },
  instance: async (service) => (await liveInstances(ec2, service)).map(({ InstanceId }) => InstanceId),
  'launch template': async (service) => {
    const pages = await pagesOf(paginateDescribeLaunchTemplates({ client: ec2 }, taggedWith(service)))
    return pages.flatMap(({ LaunchTemplates = [] }) => LaunchTemplates.map((each) => each.LaunchTemplateName))
  },
  'security group': async (service) => {
    const pages = await pagesOf(paginateDescribeSecurityGroups({ client: ec2 }, taggedWith(service)))
    return pages.flatMap(({ SecurityGroups = [] }) => SecurityGroups.map(({ GroupName }) => GroupName))
  },
  'volume or other part of EC2': async (service) => {
    const pages = await pagesOf(paginateDescribeTags({ client: ec2 }, taggedWith(service)))
    const tagged = pages.flatMap(({ Tags = [] }) => Tags).filter(({ ResourceType = '' }) => !seen.has(ResourceType))
    return tagged.map(({ ResourceId }) => ResourceId)
  },
  'load balancer': (service) => {
    return oursAmong([namesOf(service).loadBalancer], service, async () => {
      const balancer = await loadBalancerNamedFor(service)
      return balancer && balancingTags(balancer.LoadBalancerArn)
    })
  },
  'target group': (service) => {
    return oursAmong([namesOf(service).targetGroup], service, async () => {
      const group = await targetGroupNamedFor(service)
      return group && balancingTags(group.TargetGroupArn)
    })
  },
  'instance profile': (service, execution) => {
    const { profile, limited } = iamNamesOf(service, locationOf(execution).region)
    return oursAmong([profile, limited.profile], service, async (InstanceProfileName) => {
      const answer = await found(iam.send(new GetInstanceProfileCommand({ InstanceProfileName })))
      return answer?.InstanceProfile?.Tags
    })
  },
  role: (service, execution) => {
    const { role, limited } = iamNamesOf(service, locationOf(execution).region)
    return oursAmong([role, limited.role], service, async (RoleName) => {
      const answer = await found(iam.send(new GetRoleCommand({ RoleName })))
      return answer?.Role?.Tags
    })
  },
  policy: (service, execution) => {
    const { policy, limited } = iamNamesOf(service, locationOf(execution).region)
    return oursAmong([policy, limited.policy], service, async (name) => {
      const answer = await found(iam.send(new GetPolicyCommand({ PolicyArn: policyArnOf(name, execution) })))
      return answer?.Policy?.Tags
    })
  },
  table: (service) => {
    return oursAmong([namesOf(service).table], service, async (TableName) => {
      const answer = await found(dynamoDb.send(new DescribeTableCommand({ TableName })))
      const ResourceArn = answer?.Table?.TableArn
      const listed = ResourceArn && (await found(dynamoDb.send(new ListTagsOfResourceCommand({ ResourceArn }))))
      return listed ? listed.Tags : undefined
    })
  },
  parameter: (service) => {
    return oursAmong(Object.values(namesOf(service).parameters.settings), service, async (ResourceId) => {
      const request = new ListTagsForResourceCommand({ ResourceType: 'Parameter', ResourceId })
      return (await found(ssm.send(request)))?.TagList
    })
  },
  'other resource': async (service) => {
    const TagFilters = [{ Key: serviceTag, Values: [service] }]
    const pages = await pagesOf(paginateGetResources({ client: tagging }, { TagFilters }))
    const arns = pages.flatMap(({ ResourceTagMappingList: list = [] }) => list.map(({ ResourceARN }) => ResourceARN))
    return arns.filter((arn = '') => !isFoundElsewhere(arn, service))
  },
}

/** Those of the names under which there is a resource with the service's tag. */
async function oursAmong(names: string[], service: string, tagsUnder: (name: string) => Promise<Tags>) {
  const tagged = await Promise.all(names.map(async (name) => isOurs(await tagsUnder(name), service)))
  return names.filter((_, index) => tagged[index])
}

function taggedWith(service: string) {
  return { Filters: [{ Name: `tag:${serviceTag}`, Values: [service] }] }
}

/** The tagging API goes on listing what is deleted for a while, so what the other finders look at is left to them. */
function isFoundElsewhere(arn: string, service: string): boolean {
  const { table, parameters } = namesOf(service)
  const byTag = arn.split(':')[2] === 'ec2'
  const byName = arn.split(/[/:]/).some((part) => part === table || part.startsWith(`${table}.`))
  return byTag || byName || arn.includes(`:parameter${parameters.path}/`)
}
