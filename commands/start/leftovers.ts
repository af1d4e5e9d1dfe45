import { GetResourcesCommand, ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api'

/** ARNs of what still carries the service's tag: a second opinion beside the teardown's own audit. */
export async function findLeftovers(service: string): Promise<string[]> {
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
