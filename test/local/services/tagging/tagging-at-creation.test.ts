import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Cloud } from '../../../../local/cloud.ts'
import type { Principal } from '../../../../local/services/iam/principal.ts'
import { startCloud } from '../../../../local/start.ts'

let cloud: Cloud

beforeAll(async () => {
  cloud = await startCloud({ speed: 60 })
})
afterAll(() => cloud.close())

function administrator(): Principal {
  const principal = cloud.iam.principalOf('local')?.principal
  if (!principal) throw new Error('no administrator')
  return principal
}

/** A user who may do just this, once IAM has told all services. */
async function userWith(name: string, actions: string[]): Promise<Principal> {
  const iam = (operation: string, input: object) =>
    cloud.invoke<{ AccessKey: { AccessKeyId: string } }>(administrator(), 'iam', operation, {
      UserName: name,
      ...input,
    })
  const statement = { Effect: 'Allow', Action: actions, Resource: '*' }
  const document = JSON.stringify({ Version: '2012-10-17', Statement: [statement] })
  await iam('CreateUser', {})
  await iam('PutUserPolicy', { PolicyName: 'rights', PolicyDocument: document })
  const { AccessKey } = await iam('CreateAccessKey', {})
  const principal = cloud.iam.principalOf(AccessKey.AccessKeyId)?.principal
  if (!principal) throw new Error('the key is nobody’s')
  return principal
}

const list = [{ Key: 'team', Value: 'red' }]
const map = { team: 'red' }
const trust = JSON.stringify({ Version: '2012-10-17', Statement: [] })
const metric = { MetricName: 'm', Namespace: 'n', Period: 60, EvaluationPeriods: 1, Statistic: 'Sum', Threshold: 1 }
const alarm = { AlarmName: 'a', ComparisonOperator: 'GreaterThanThreshold', ...metric }
const role = 'arn:aws:iam::123456789012:role/r'

test.each([
  ['sqs', 'CreateQueue', { QueueName: 'q', tags: map }, 'sqs:TagQueue'],
  ['logs', 'CreateLogGroup', { logGroupName: 'g', tags: map }, 'logs:TagResource'],
  ['events', 'PutRule', { Name: 'r', ScheduleExpression: 'rate(1 day)', Tags: list }, 'events:TagResource'],
  ['lambda', 'CreateFunction', { FunctionName: 'f', Role: role, Code: {}, Tags: map }, 'lambda:TagResource'],
  ['scheduler', 'CreateScheduleGroup', { Name: 'g', Tags: list }, 'scheduler:TagResource'],
  ['monitoring', 'PutMetricAlarm', { ...alarm, Tags: list }, 'cloudwatch:TagResource'],
  ['iam', 'CreateRole', { RoleName: 'r', AssumeRolePolicyDocument: trust, Tags: list }, 'iam:TagRole'],
  ['ssm', 'PutParameter', { Name: 'p', Value: 'v', Type: 'String', Tags: list }, 'ssm:AddTagsToResource'],
])('%s %s with tags needs the right to tag, and without them does not', async (service, operation, input, tagging) => {
  const action = `${service === 'monitoring' ? 'cloudwatch' : service}:${operation}`
  const user = await userWith(`${service}-${operation}`, [action, 'iam:PassRole'])
  const create = (given: object) =>
    cloud.invoke(user, service, operation, given).then(
      () => '',
      ({ message }: Error) => message,
    )
  const { Tags, tags, ...untagged } = input as { Tags?: object; tags?: object }
  expect(await create(input)).toContain(`is not authorized to perform: ${tagging} `)
  expect(await create(untagged)).not.toContain('is not authorized')
})
