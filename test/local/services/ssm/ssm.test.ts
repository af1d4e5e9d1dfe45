import type { AccessKey } from '@aws-sdk/client-iam'
import { paginateGetParametersByPath, SSM } from '@aws-sdk/client-ssm'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Cloud } from '../../../../local/cloud.ts'
import { startCloud } from '../../../../local/start.ts'

let cloud: Cloud
let client: SSM
let options: { endpoint: string; region: string; maxAttempts: number }
let readers = 0

beforeAll(async () => {
  cloud = await startCloud({ speed: 10 })
  options = { endpoint: cloud.endpoint, region: cloud.region, maxAttempts: 1 }
  client = new SSM({ ...options, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } })
})
afterAll(() => cloud.close())

const put = (Name: string, Value = 'x', more = {}) => client.putParameter({ Name, Value, Type: 'String', ...more })

describe('a parameter', () => {
  test('has a version for each value, and keeps them', async () => {
    expect((await put('/versions/a', 'one')).Version).toBe(1)
    expect((await put('/versions/a', 'two', { Overwrite: true })).Version).toBe(2)
    expect((await client.getParameter({ Name: '/versions/a' })).Parameter).toMatchObject({ Value: 'two', Version: 2 })
    expect((await client.getParameter({ Name: '/versions/a:1' })).Parameter?.Value).toBe('one')
    const history = await client.getParameterHistory({ Name: '/versions/a' })
    expect(history.Parameters?.map(({ Value }) => Value)).toEqual(['one', 'two'])
  })

  test('that exists is overwritten only when asked', async () => {
    await put('/once')
    await expect(put('/once', 'other')).rejects.toMatchObject({ name: 'ParameterAlreadyExists' })
  })

  test('can not take tags and overwrite at once', async () => {
    await expect(put('/tags', 'x', { Overwrite: true, Tags: [{ Key: 'a', Value: 'b' }] })).rejects.toMatchObject({
      name: 'ValidationException',
    })
  })

  test('that is not there is ParameterNotFound, and invalid in a list', async () => {
    await put('/there')
    await expect(client.getParameter({ Name: '/nowhere' })).rejects.toMatchObject({ name: 'ParameterNotFound' })
    await expect(client.deleteParameter({ Name: '/nowhere' })).rejects.toMatchObject({ name: 'ParameterNotFound' })
    const { Parameters, InvalidParameters } = await client.getParameters({ Names: ['/there', '/nowhere'] })
    expect(Parameters?.map(({ Name }) => Name)).toEqual(['/there'])
    expect(InvalidParameters).toEqual(['/nowhere'])
  })

  test.each([
    ['has a space in it', '/a b'],
    ['starts with aws', '/aws/mine'],
    ['has a path that is not rooted', 'a/b'],
  ])('whose name %s is refused', async (_, name) => {
    await expect(put(name)).rejects.toMatchObject({ name: 'ValidationException' })
  })

  test('over 4096 characters needs the advanced tier, which it keeps', async () => {
    const long = 'x'.repeat(4097)
    await expect(put('/long', long)).rejects.toMatchObject({ name: 'ValidationException' })
    expect((await put('/long', long, { Tier: 'Intelligent-Tiering' })).Tier).toBe('Advanced')
    expect((await put('/long', 'short', { Overwrite: true })).Tier).toBe('Advanced')
    await expect(put('/longer', 'x'.repeat(8193), { Tier: 'Advanced' })).rejects.toMatchObject({
      name: 'ValidationException',
    })
  })

  test('is refused with a pattern that is none', async () => {
    await expect(put('/pattern', 'x', { AllowedPattern: '[' })).rejects.toMatchObject({
      name: 'InvalidAllowedPatternException',
    })
  })

  test('is refused with a pattern that tries endlessly', async () => {
    await expect(put('/endless', `${'a'.repeat(40)}b`, { AllowedPattern: '^(a|a)+$' })).rejects.toMatchObject({
      name: 'InvalidAllowedPatternException',
    })
  })

  test.each(['/by/arn', '/arn', 'bare'])(
    'named %s is found by its ARN, and by that of no other account',
    async (name) => {
      await put(name, 'found')
      const arn = cloud.ssm.arnOf(name)
      expect((await client.getParameter({ Name: arn })).Parameter).toMatchObject({ Name: name, Value: 'found' })
      expect((await client.getParameter({ Name: `${arn}:1` })).Parameter?.Version).toBe(1)
      const other = arn.replace(cloud.account, '999999999999')
      await expect(client.getParameter({ Name: other })).rejects.toMatchObject({ name: 'ParameterNotFound' })
    },
  )

  test('is described by its path on one level, unless all levels are asked for', async () => {
    for (const name of ['/levels/a', '/levels/deep/b']) await put(name)
    const names = async (Option?: string) => {
      const ParameterFilters = [{ Key: 'Path', Values: ['/levels'], Option }]
      return (await client.describeParameters({ ParameterFilters })).Parameters?.map(({ Name }) => Name)
    }
    expect(await names()).toEqual(['/levels/a'])
    expect(await names('Recursive')).toEqual(['/levels/a', '/levels/deep/b'])
    await expect(names('Deep')).rejects.toMatchObject({ name: 'InvalidFilterOption' })
  })
})

describe('parameters by path', () => {
  test('come in pages, of one level or of all', async () => {
    for (const name of ['/tree/a', '/tree/b', '/tree/deep/c']) await put(name)
    const level = await client.getParametersByPath({ Path: '/tree' })
    expect(level.Parameters?.map(({ Name }) => Name)).toEqual(['/tree/a', '/tree/b'])
    const first = await client.getParametersByPath({ Path: '/tree', Recursive: true, MaxResults: 2 })
    const second = await client.getParametersByPath({ Path: '/tree', Recursive: true, NextToken: first.NextToken })
    expect([...(first.Parameters ?? []), ...(second.Parameters ?? [])]).toHaveLength(3)
    expect(second.NextToken).toBeUndefined()
  })

  test('come in pages also while those on the last page are deleted', async () => {
    const names = Array.from({ length: 25 }, (_, index) => `/cleared/${String(index).padStart(2, '0')}`)
    for (const name of names) await put(name)
    const pages = paginateGetParametersByPath({ client }, { Path: '/cleared' })
    for await (const { Parameters = [] } of pages)
      await client.deleteParameters({ Names: Parameters.map(({ Name = '' }) => Name) })
    expect((await client.getParametersByPath({ Path: '/cleared' })).Parameters).toEqual([])
  })

  test('are not paged by the token of another list', async () => {
    for (const name of ['/token/a', '/token/b']) await put(name)
    const { NextToken } = await client.describeParameters({ MaxResults: 1 })
    await expect(client.getParametersByPath({ Path: '/token', NextToken })).rejects.toMatchObject({
      name: 'InvalidNextToken',
    })
  })

  test('of AWS name the images of Amazon Linux', async () => {
    const Name = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64'
    const { Parameter } = await client.getParameter({ Name })
    expect(cloud.ec2.images.has(Parameter?.Value ?? '')).toBe(true)
  })
  test('of AWS belong to no account, also where policies are asked', async () => {
    const Name = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64'
    const ofNoAccount = await readerOf(`arn:aws:ssm:us-west-2::parameter${Name}`)
    const { Parameter } = await ofNoAccount.getParameter({ Name })
    expect(Parameter?.ARN).toBe(`arn:aws:ssm:us-west-2::parameter${Name}`)
    const ofTheAccount = await readerOf(`arn:aws:ssm:us-west-2:${cloud.account}:parameter${Name}`)
    await expect(ofTheAccount.getParameter({ Name })).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(`on resource: arn:aws:ssm:us-west-2::parameter${Name} because`),
    })
  })
})

/** A client that may read parameters of one ARN. */
async function readerOf(Resource: string): Promise<SSM> {
  const administrator = { arn: `arn:aws:iam::${cloud.account}:user/local`, userId: 'local' }
  const iam = <Output>(operation: string, input: object) => cloud.invoke<Output>(administrator, 'iam', operation, input)
  const UserName = `reader-${++readers}`
  await iam('CreateUser', { UserName })
  const Statement = [{ Effect: 'Allow', Action: 'ssm:GetParameter', Resource }]
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement })
  await iam('PutUserPolicy', { UserName, PolicyName: 'read', PolicyDocument })
  const { AccessKey: key } = await iam<{ AccessKey: AccessKey }>('CreateAccessKey', { UserName })
  const { AccessKeyId = '', SecretAccessKey = '' } = key
  return new SSM({ ...options, credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey } })
}
