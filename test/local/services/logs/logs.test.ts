import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  type GetLogEventsCommandOutput,
  ListTagsForResourceCommand,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
  TagResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { ManualClock } from '../../../../local/clock.ts'
import type { Cloud } from '../../../../local/cloud.ts'
import { filterOf } from '../../../../local/services/logs/filter-pattern.ts'
import { startCloud } from '../../../../local/start.ts'

const clock = new ManualClock()
const day = 24 * 3600 * 1000
let cloud: Cloud
let logs: CloudWatchLogsClient
let counter = 0

beforeAll(async () => {
  cloud = await startCloud({ clock })
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  logs = new CloudWatchLogsClient({ endpoint: cloud.endpoint, region: cloud.region, credentials, maxAttempts: 1 })
})

afterAll(async () => {
  await cloud.close()
})

/** A group with a stream `s` and these messages, a second apart. */
async function groupOf(...messages: string[]) {
  const logGroupName = `/test/${++counter}`
  await logs.send(new CreateLogGroupCommand({ logGroupName }))
  await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName: 's' }))
  const start = clock.now() - messages.length * 1000
  const logEvents = messages.map((message, index) => ({ message, timestamp: start + index * 1000 }))
  if (messages.length > 0) await logs.send(new PutLogEventsCommand({ logGroupName, logStreamName: 's', logEvents }))
  return logGroupName
}

describe('a log group', () => {
  test('is made once, described with its tags and retention, and deleted', async () => {
    const logGroupName = await groupOf('twelve bytes')
    await expect(logs.send(new CreateLogGroupCommand({ logGroupName }))).rejects.toMatchObject({
      name: 'ResourceAlreadyExistsException',
    })
    await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 7 }))
    const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName }))
    expect(logGroups).toMatchObject([{ logGroupName, retentionInDays: 7, storedBytes: 38, logGroupClass: 'STANDARD' }])
    const resourceArn = logGroups[0]?.logGroupArn
    await logs.send(new TagResourceCommand({ resourceArn, tags: { team: 'blue' } }))
    expect((await logs.send(new ListTagsForResourceCommand({ resourceArn }))).tags).toEqual({ team: 'blue' })
    await logs.send(new DeleteLogGroupCommand({ logGroupName }))
    const foreign = resourceArn?.replace('123456789012', '999999999999')
    await expect(logs.send(new TagResourceCommand({ resourceArn: foreign, tags: { a: 'b' } }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
    await expect(logs.send(new DeleteLogGroupCommand({ logGroupName }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The specified log group does not exist.',
    })
  })

  test('takes a name and a retention that AWS takes', async () => {
    await expect(logs.send(new CreateLogGroupCommand({ logGroupName: 'a b' }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    })
    const logGroupName = await groupOf()
    await expect(logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 8 }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    })
  })

  test('forgets what is older than its retention', async () => {
    const logGroupName = await groupOf('old')
    await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 1 }))
    const count = async () => (await logs.send(new FilterLogEventsCommand({ logGroupName }))).events?.length
    expect(await count()).toBe(1)
    await clock.advance(day + 2000)
    expect(await count()).toBe(0)
  })

  test('lists streams by name or by their last event, in pages', async () => {
    const logGroupName = await groupOf('x')
    for (const logStreamName of ['b', 'a']) await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }))
    cloud.logs.write(logGroupName, 'b', ['later'])
    const names = async (input: object) =>
      (await logs.send(new DescribeLogStreamsCommand({ logGroupName, ...input }))).logStreams?.map(
        (each) => each.logStreamName,
      )
    expect(await names({})).toEqual(['a', 'b', 's'])
    expect((await names({ orderBy: 'LastEventTime', descending: true }))?.at(-1)).toBe('s')
    const { nextToken } = await logs.send(new DescribeLogStreamsCommand({ logGroupName, limit: 2 }))
    expect(await names({ limit: 2, nextToken })).toEqual(['s'])
  })
})

describe('log events', () => {
  test('are read forwards and backwards, and the last token answers with itself', async () => {
    const logGroupName = await groupOf('1', '2', '3', '4', '5')
    const read = (input: object) =>
      logs.send(new GetLogEventsCommand({ logGroupName, logStreamName: 's', limit: 2, ...input }))
    const texts = ({ events = [] }: GetLogEventsCommandOutput) => events.map(({ message }) => message)
    const last = await read({})
    expect(texts(last)).toEqual(['4', '5'])
    const before = await read({ nextToken: last.nextBackwardToken })
    expect(texts(before)).toEqual(['2', '3'])
    expect(texts(await read({ nextToken: before.nextForwardToken }))).toEqual(['4', '5'])
    expect(texts(await read({ startFromHead: true }))).toEqual(['1', '2'])
    const end = await read({ nextToken: last.nextForwardToken })
    expect([texts(end), end.nextForwardToken]).toEqual([[], last.nextForwardToken])
  })

  test('must be in order, within a day, and neither too old nor too new', async () => {
    const logGroupName = await groupOf()
    const now = clock.now()
    const put = (...times: number[]) =>
      logs.send(
        new PutLogEventsCommand({
          logGroupName,
          logStreamName: 's',
          logEvents: times.map((timestamp) => ({ timestamp, message: 'x' })),
        }),
      )
    await expect(put(now, now - 1)).rejects.toMatchObject({
      message: 'Log events in a single PutLogEvents request must be in chronological order.',
    })
    await expect(put(now - 2 * day, now)).rejects.toMatchObject({
      message: expect.stringContaining('cannot span more than 24 hours'),
    })
    expect((await put(now - 15 * day)).rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1 })
    expect((await put(now, now + 3 * 3600 * 1000)).rejectedLogEventsInfo).toEqual({ tooNewLogEventStartIndex: 1 })
  })

  test('are heard by listeners, and the oldest make room when there are too many', async () => {
    const heard: string[] = []
    cloud.logs.onMessage((group, stream, { message }) => heard.push(`${group} ${stream} ${message.slice(0, 5)}`))
    cloud.logs.write('/big', 'one', ['first'])
    for (let turn = 0; turn < 40; turn++) cloud.logs.write('/big', 'two', ['x'.repeat(2 ** 20)])
    expect(heard[0]).toBe('/big one first')
    expect(heard.length).toBe(41)
    expect(cloud.logs.group('/big').streams.get('one')?.events).toEqual([])
    expect(cloud.logs.group('/big').streams.get('two')?.events.length).toBeLessThan(32)
    await logs.send(new DeleteLogGroupCommand({ logGroupName: '/big' }))
  })

  test('are kept whatever a listener makes of them, whose defect is noted', async () => {
    const noted: string[] = []
    const own = await startCloud({ note: (line) => noted.push(line) })
    own.logs.onMessage(() => {
      throw new Error('deaf')
    })
    own.logs.write('/group', 'stream', ['one', 'two'])
    expect(own.logs.group('/group').streams.get('stream')?.events).toHaveLength(2)
    expect(noted).toEqual([expect.stringMatching(/^defect: .*deaf/), expect.stringMatching(/^defect: .*deaf/)])
    await own.close()
  })

  test('are found in pages', async () => {
    const logGroupName = await groupOf('a 1', 'b 2', 'a 3', 'a 4')
    const first = await logs.send(new FilterLogEventsCommand({ logGroupName, filterPattern: 'a', limit: 2 }))
    expect(first.events?.map(({ message }) => message)).toEqual(['a 1', 'a 3'])
    const second = await logs.send(
      new FilterLogEventsCommand({ logGroupName, filterPattern: 'a', limit: 2, nextToken: first.nextToken }),
    )
    expect(second.events?.map(({ message }) => message)).toEqual(['a 4'])
    expect(second.nextToken).toBeUndefined()
  })
})

describe('a filter pattern', () => {
  const json = '{"level":"ERROR","status":503,"ok":false,"none":null,"at":{"zone":["us-west-2a"]}}'

  test.each([
    ['', 'anything', true],
    ['ERROR', 'an ERROR', true],
    ['ERROR', 'an error', false],
    ['ERROR WARN', 'ERROR only', false],
    ['?ERROR ?WARN', 'WARN only', true],
    ['ERROR -ignored', 'ERROR ignored', false],
    ['"too far"', 'it went too far', true],
    ['"say \\"hi\\""', 'say "hi"', true],
    ['%5\\d\\d%', 'status 503', true],
    ['{ $.level = "ERROR" }', json, true],
    ['{ $.level = "ERR*" && $.status >= 500 }', json, true],
    ['{ $.level = "E?ROR" }', json, false],
    ['{ $.level = "E.R*" }', json, false],
    ['{ $.level != "ERROR" || ($.status < 500 && $.ok IS TRUE) }', json, false],
    ['{ $.ok IS FALSE && $.none IS NULL && $.missing NOT EXISTS }', json, true],
    ['{ $.at.zone[0] = "us-west-2a" }', json, true],
    ['{ $.level = "ERROR" }', 'no JSON', false],
  ])('%s against %s: %s', (pattern, message, expected) => {
    expect(filterOf(pattern)(message)).toBe(expected)
  })

  test('that tries endlessly is ended, with a regular expression as with many asterisks', async () => {
    const logGroupName = await groupOf(JSON.stringify({ a: 'a'.repeat(5_000) }))
    const find = (filterPattern: string) => logs.send(new FilterLogEventsCommand({ logGroupName, filterPattern }))
    expect((await find(`{ $.a = "${'*a'.repeat(50)}*b" }`)).events).toEqual([])
    await expect(find('%(a|a)+b%')).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Invalid filter pattern: it takes too long to match',
    })
  })

  test.each(['[ip, user]', '{ $.level = }', '{ level = 1 }', '{ ($.a = 1 }', 'a.b', '%(%'])(
    '%s is refused',
    (pattern) => {
      expect(() => filterOf(pattern)).toThrow('Invalid filter pattern')
    },
  )
})
