import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2'
import { GetResourcesCommand, ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api'

/**
 * ARNs of what still carries the service's tag: a second opinion beside the teardown's own audit. AWS shows terminated
 * instances with their tags for about an hour; they are gone all the same.
 */
export async function findLeftovers(service: string): Promise<string[]> {
  const tagged = await taggedResources(service)
  const gone = await terminatedInstances(service)
  return tagged.filter((arn) => !gone.has(arn.split('/').at(-1) ?? ''))
}

async function taggedResources(service: string): Promise<string[]> {
  const client = new ResourceGroupsTaggingAPIClient({})
  const filter = { Key: 'resilient-service', Values: [service] }
  const found: string[] = []
  let token: string | undefined
  do {
    const page = await client.send(new GetResourcesCommand({ TagFilters: [filter], PaginationToken: token }))
    found.push(...(page.ResourceTagMappingList ?? []).map(({ ResourceARN }) => ResourceARN ?? ''))
    token = page.PaginationToken || undefined
  } while (token)
  client.destroy()
  return found
}

async function terminatedInstances(service: string): Promise<ReadonlySet<string>> {
  const client = new EC2Client({})
  const { Reservations = [] } = await client.send(
    new DescribeInstancesCommand({
      Filters: [
        { Name: 'tag:resilient-service', Values: [service] },
        { Name: 'instance-state-name', Values: ['terminated'] },
      ],
    }),
  )
  client.destroy()
  return new Set(Reservations.flatMap(({ Instances = [] }) => Instances.map(({ InstanceId }) => InstanceId ?? '')))
}
