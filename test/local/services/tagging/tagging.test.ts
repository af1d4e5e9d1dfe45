import {
  GetResourcesCommand,
  type GetResourcesCommandInput,
  GetTagKeysCommand,
  GetTagValuesCommand,
  ResourceGroupsTaggingAPIClient,
  TagResourcesCommand,
  UntagResourcesCommand,
} from '@aws-sdk/client-resource-groups-tagging-api'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Cloud } from '../../../../local/cloud.ts'
import { startCloud } from '../../../../local/start.ts'

let cloud: Cloud
let tagging: ResourceGroupsTaggingAPIClient

const arn = {
  table: 'arn:aws:dynamodb:us-west-2:123456789012:table/books',
  instance: 'arn:aws:ec2:us-west-2:123456789012:instance/i-1',
  subnet: 'arn:aws:ec2:us-west-2:123456789012:subnet/subnet-1',
  queue: 'arn:aws:sqs:us-west-2:123456789012:tagged',
}

beforeAll(async () => {
  cloud = await startCloud()
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  tagging = new ResourceGroupsTaggingAPIClient({ region: 'us-west-2', endpoint: cloud.endpoint, credentials })
  const administrator = cloud.iam.principalOf('local')?.principal
  if (!administrator) throw new Error('no administrator')
  await cloud.invoke(administrator, 'sqs', 'CreateQueue', { QueueName: 'tagged', tags: { team: 'red' } })
  cloud.tags.add(arn.table, { team: 'red', stage: 'test' })
  cloud.tags.add(arn.instance, { team: 'blue' })
  cloud.tags.add(arn.subnet, { team: 'red' })
  cloud.tags.add('arn:aws:iam::123456789012:role/r', { team: 'red' })
  cloud.tags.add('arn:aws:iam::123456789012:policy/p', { team: 'red' })
  cloud.tags.add('arn:aws:autoscaling:us-west-2:123456789012:autoScalingGroup:1:autoScalingGroupName/g', {
    team: 'red',
  })
})
afterAll(() => cloud.close())

async function found(input: GetResourcesCommandInput): Promise<(string | undefined)[]> {
  const { ResourceTagMappingList = [] } = await tagging.send(new GetResourcesCommand(input))
  return ResourceTagMappingList.map(({ ResourceARN }) => ResourceARN)
}

const nameOfError = (call: Promise<unknown>) =>
  call.then(
    () => 'none',
    (error: Error) => error.name,
  )

test('resources are found by tag; IAM of another region and Auto Scaling groups are not among them', async () => {
  expect(await found({ TagFilters: [{ Key: 'team', Values: ['red'] }] })).toEqual([arn.table, arn.subnet, arn.queue])
  expect(await found({ TagFilters: [{ Key: 'team', Values: ['red', 'blue'] }, { Key: 'stage' }] })).toEqual([arn.table])
  expect(await found({ TagFilters: [{ Key: 'none' }] })).toEqual([])
})

test('resources are found by type and by ARN', async () => {
  expect(await found({ ResourceTypeFilters: ['ec2'] })).toEqual([arn.instance, arn.subnet])
  expect(await found({ ResourceTypeFilters: ['ec2:instance', 'dynamodb:table'] })).toEqual([arn.table, arn.instance])
  expect(await found({ ResourceARNList: [arn.table] })).toEqual([arn.table])
})

test('pages end with an empty token', async () => {
  const first = await tagging.send(new GetResourcesCommand({ ResourcesPerPage: 3 }))
  expect(first.ResourceTagMappingList).toHaveLength(3)
  const { PaginationToken } = first
  const second = await tagging.send(new GetResourcesCommand({ ResourcesPerPage: 3, PaginationToken }))
  expect(second).toMatchObject({ PaginationToken: '', ResourceTagMappingList: [{ ResourceARN: arn.queue }] })
})

test('keys and values are listed', async () => {
  expect((await tagging.send(new GetTagKeysCommand({}))).TagKeys).toEqual(['stage', 'team'])
  expect((await tagging.send(new GetTagValuesCommand({ Key: 'team' }))).TagValues).toEqual(['blue', 'red'])
})

test('what does not go together is refused', async () => {
  expect(await nameOfError(found({ ResourceARNList: [arn.table], TagFilters: [{ Key: 'team' }] }))).toBe(
    'InvalidParameterException',
  )
  expect(await nameOfError(found({ ResourcesPerPage: 101 }))).toBe('InvalidParameterException')
  expect(await nameOfError(found({ PaginationToken: 'nonsense' }))).toBe('PaginationTokenExpiredException')
})

test('tags are changed through the services of the resources, and failures are told apart', async () => {
  const missing = 'arn:aws:sqs:us-west-2:123456789012:missing'
  const tagged = await tagging.send(
    new TagResourcesCommand({ ResourceARNList: [arn.queue, missing], Tags: { owner: 'me' } }),
  )
  expect(cloud.tags.of(arn.queue)).toEqual({ team: 'red', owner: 'me' })
  expect(tagged.FailedResourcesMap).toMatchObject({ [missing]: { ErrorCode: 'InvalidParameterException' } })
  expect(Object.keys(tagged.FailedResourcesMap ?? {})).toEqual([missing])
  await tagging.send(new UntagResourcesCommand({ ResourceARNList: [arn.queue], TagKeys: ['owner'] }))
  expect(cloud.tags.of(arn.queue)).toEqual({ team: 'red' })
})
