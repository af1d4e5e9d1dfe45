import { CreateTableCommand, DescribeTableCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { StepError } from '../../lambdas/core/errors.ts'
import { namesOf } from '../../lambdas/core/names.ts'
import { AuditLeftovers } from '../../lambdas/leftovers.ts'
import type { Cloud } from '../../local/cloud.ts'
import { makeRunsTable, openAccount } from '../lambdas/local-account.ts'
import { run } from '../lambdas/step-run.ts'
import { type Replaced, runForReal } from './real-steps.ts'

let cloud: Cloud

beforeAll(async () => {
  // Instances that never come to their user data: a half deploy needs no server.
  cloud = await openAccount({ speed: 60, latencies: { instanceBoot: 1_000_000 } })
  await makeRunsTable()
})

afterAll(() => cloud.close())

const failing = (step: string): Replaced => ({
  [step]: () => {
    throw new StepError('Denied', `no right to ${step}`)
  },
})

const locks = async () => (await new DynamoDBClient().send(new ScanCommand({ TableName: 'runs' }))).Items

describe('a deploy that fails half-way', () => {
  test.each([
    'CreateLoadBalancer',
    'CreateListener',
    'PopulateTable',
    'CreateInstanceRole',
    'CreateLaunchTemplate',
    'AttachTargetGroup',
    'CheckTargets',
  ])('in %s leaves nothing behind, and fails with its own error', async (step) => {
    const service = step.toLowerCase().slice(0, 20)
    const ending = await runForReal(cloud, 'deploy', { service }, failing(step))
    expect(ending).toMatchObject({
      status: 'FAILED',
      error: 'Denied',
      cause: expect.stringContaining(`no right to ${step}"}`),
    })
    await expect(run(AuditLeftovers, service)).resolves.toBeDefined()
  })

  test('on a table that is not ours leaves that table, and nothing else', async () => {
    const TableName = namesOf('foreign').table
    const key = { AttributeName: 'id', AttributeType: 'S' as const, KeyType: 'HASH' as const }
    const KeySchema = [{ AttributeName: key.AttributeName, KeyType: key.KeyType }]
    const AttributeDefinitions = [{ AttributeName: key.AttributeName, AttributeType: key.AttributeType }]
    const client = new DynamoDBClient()
    await client.send(
      new CreateTableCommand({ TableName, BillingMode: 'PAY_PER_REQUEST', KeySchema, AttributeDefinitions }),
    )
    const ending = await runForReal(cloud, 'deploy', { service: 'foreign' })
    expect(ending).toMatchObject({ status: 'FAILED', error: 'NotOurs', cause: expect.stringContaining(TableName) })
    await expect(client.send(new DescribeTableCommand({ TableName }))).resolves.toBeDefined()
    await expect(run(AuditLeftovers, 'foreign')).resolves.toBeDefined()
  })

  test('is torn down by hand when it was told to keep what it had made', async () => {
    const input = { service: 'kept', onFailure: 'keep' }
    const ending = await runForReal(cloud, 'deploy', input, failing('CreateAutoScalingGroup'))
    expect(ending).toMatchObject({ status: 'FAILED', error: 'Denied' })
    await expect(run(AuditLeftovers, 'kept')).rejects.toMatchObject({ name: 'Leftovers' })
    expect(await runForReal(cloud, 'teardown', { service: 'kept' })).toMatchObject({ status: 'SUCCEEDED' })
    await expect(run(AuditLeftovers, 'kept')).resolves.toBeDefined()
  })
})

describe('a deploy that succeeds', () => {
  const answering: Replaced = {
    CheckTargets: () => ({ ready: true, zones: cloud.zones, targets: [], problem: '' }),
    CheckEndpoint: () => ({ ready: true, zones: cloud.zones, problem: '', answer: {} }),
  }

  test('may be repeated, which changes nothing, outlives a repetition that fails, and is torn down whole', async () => {
    const first = await runForReal(cloud, 'deploy', { service: 'twice' }, answering)
    expect(first).toMatchObject({
      status: 'SUCCEEDED',
      output: { service: 'twice', endpoint: expect.stringMatching(/^http:/) },
    })
    const before = cloud.calls.records.length
    expect(await runForReal(cloud, 'deploy', { service: 'twice' }, answering)).toEqual(first)
    const actions = cloud.calls.records
      .slice(before)
      .flatMap(({ action, principalArn }) => (principalArn.endsWith('/local') ? action : []))
    // The lock, the same items once more, and an attribute set to what it is.
    const harmless = [
      'dynamodb:PutItem',
      'dynamodb:DeleteItem',
      'dynamodb:BatchWriteItem',
      'elasticloadbalancing:ModifyTargetGroupAttributes',
    ]
    expect(actions.filter((action) => !/:(Describe|Get|List)/.test(action) && !harmless.includes(action))).toEqual([])

    const failed = await runForReal(cloud, 'deploy', { service: 'twice' }, failing('PopulateTable'))
    expect(failed).toMatchObject({ error: 'Denied', cause: expect.stringContaining('was not torn down') })
    const whole = expect.stringMatching(/load balancer resilient-twice.*table resilient-twice/)
    await expect(run(AuditLeftovers, 'twice')).rejects.toMatchObject({ message: whole })

    expect(await runForReal(cloud, 'teardown', { service: 'twice' })).toMatchObject({ status: 'SUCCEEDED' })
  })
})

test('no deploy and no teardown keeps a lock', async () => {
  expect(await locks()).toEqual([])
})
