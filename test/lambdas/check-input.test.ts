import { describe, expect, test } from '@jest/globals'
import type { Context } from 'aws-lambda'
import fc from 'fast-check'
import { CheckInput } from '../../lambdas/check-input.ts'

const complete = {
  service: 'demo',
  capacity: 3,
  instanceType: 't3.micro',
  vpcId: null,
  allowedCidr: '0.0.0.0/0',
  healthCheck: { intervalSeconds: 5, timeoutSeconds: 2, healthyThreshold: 2, unhealthyThreshold: 2 },
  settingsRefreshSeconds: 1,
  onFailure: null,
  startedBy: null,
}

async function check(input: unknown, machine = 'Deploy') {
  return CheckInput({ execution: 'arn', state: 'CheckInput', machine, input }, { awsRequestId: 'test' } as Context)
}

describe('the input of Deploy', () => {
  test('may be empty: everything has a default', async () => {
    await expect(check({})).resolves.toEqual(complete)
  })

  test('is completed, not changed', async () => {
    const input = { service: 'shop', capacity: 2, healthCheck: { intervalSeconds: 10 }, vpcId: 'vpc-0123456789abcdef0' }
    const healthCheck = { ...complete.healthCheck, intervalSeconds: 10 }
    await expect(check(input)).resolves.toEqual({ ...complete, ...input, healthCheck })
    await expect(check(withoutStarter(complete))).resolves.toEqual(complete)
  })

  test('says which execution started this one, where one did', async () => {
    await expect(check({ AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: 'arn:parent' })).resolves.toMatchObject({
      startedBy: 'arn:parent',
    })
  })

  test.each([
    ['service', 'Demo'],
    ['service', ''],
    ['service', 'a-'],
    ['service', 'abcdefghijklmnopqrstu'],
    ['service', 7],
    ['capacity', 0],
    ['capacity', 31],
    ['capacity', 2.5],
    ['capacity', '3'],
    ['instanceType', 't3'],
    ['vpcId', 'vpc-xyz'],
    ['allowedCidr', '10.0.0.1'],
    ['allowedCidr', '10.0.0.0/33'],
    ['allowedCidr', '::/0'],
    ['settingsRefreshSeconds', 0],
    ['onFailure', 'explode'],
    ['healthCheck', 5],
  ])('is refused for a wrong %s (%j) by a message that names the field and what is allowed', async (field, value) => {
    const message = expect.stringMatching(new RegExp(`^${field}: must be .+`))
    await expect(check({ [field]: value })).rejects.toMatchObject({ name: 'InvalidInput', message })
  })

  test.each([
    ['intervalSeconds', 4],
    ['intervalSeconds', 301],
    ['timeoutSeconds', 1],
    ['timeoutSeconds', 121],
    ['healthyThreshold', 1],
    ['unhealthyThreshold', 11],
  ])('is refused for a health check with %s %d', async (field, value) => {
    const message = expect.stringContaining(`healthCheck.${field}: must be a whole number from`)
    await expect(check({ healthCheck: { [field]: value } })).rejects.toMatchObject({ name: 'InvalidInput', message })
  })

  test('is refused for a health check whose timeout is not below its interval', async () => {
    const healthCheck = { timeoutSeconds: 5 }
    const message = 'healthCheck.timeoutSeconds: must be less than intervalSeconds (5 where left out)'
    await expect(check({ healthCheck })).rejects.toMatchObject({ name: 'InvalidInput', message })
  })

  test('is refused where the servers would use up the quota of Parameter Store by reading their settings', async () => {
    await expect(check({ capacity: 6, settingsRefreshSeconds: 0.2 })).resolves.toMatchObject({ capacity: 6 })
    const message = expect.stringMatching(/^settingsRefreshSeconds: must be at least capacity \/ 30, /)
    const rejected = check({ capacity: 7, settingsRefreshSeconds: 0.2 })
    await expect(rejected).rejects.toMatchObject({ name: 'InvalidInput', message })
  })

  test('is refused for a key that nobody knows, listing those that are', async () => {
    const message = expect.stringMatching(/^servise: is not known; allowed are service, capacity, /)
    await expect(check({ servise: 'shop' })).rejects.toMatchObject({ name: 'InvalidInput', message })
  })

  test.each([[[]], ['demo'], [null], [7]])('is refused if it is %j and not an object', async (input) => {
    const message = expect.stringMatching(/^input: must be an object of service, /)
    await expect(check(input)).rejects.toMatchObject({ name: 'InvalidInput', message })
  })

  test('of any JSON is either complete or refused by InvalidInput, never anything else', async () => {
    const guess = fc.record(
      { service: fc.string(), capacity: fc.oneof(fc.integer(), fc.string()) },
      { requiredKeys: [] },
    )
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.jsonValue(), guess), async (input) => {
        const answer = await check(input).catch((error: Error) => error)
        if (answer instanceof Error) expect(answer.name).toBe('InvalidInput')
        else expect(Object.keys(answer).toSorted()).toEqual(Object.keys(complete).toSorted())
      }),
    )
  })
})

describe('an allowed range', () => {
  test.each([
    ['10.1.2.3/8', '10.0.0.0/8'],
    ['203.0.113.77/32', '203.0.113.77/32'],
    ['255.255.255.255/1', '128.0.0.0/1'],
    ['198.51.100.200/25', '198.51.100.128/25'],
  ])('%s is known as %s, as EC2 would say', async (given, known) => {
    await expect(check({ allowedCidr: given })).resolves.toMatchObject({ allowedCidr: known })
  })
})

describe('the input of Teardown', () => {
  test('is the service and nothing else', async () => {
    await expect(check({}, 'Teardown')).resolves.toEqual({ service: 'demo', startedBy: null })
    const message = 'capacity: is not known; allowed are service'
    await expect(check({ capacity: 3 }, 'Teardown')).rejects.toMatchObject({ name: 'InvalidInput', message })
  })
})

/** What a person may pass again: all that an earlier run was told, without what AWS adds. */
function withoutStarter({ startedBy: _, ...input }: typeof complete) {
  return input
}
