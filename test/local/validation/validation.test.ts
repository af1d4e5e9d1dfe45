import { describe, expect, test } from '@jest/globals'
import { constraintsOf } from '../../../local/validation/constraints.ts'
import { violations } from '../../../local/validation/violations.ts'

function broken(service: string, operation: string, input: object): string[] {
  const constraints = constraintsOf(service)
  if (!constraints) throw new Error(`${service} checks for itself`)
  return violations(constraints, operation, input)
}

const schedule = {
  Name: 'nightly',
  ScheduleExpression: 'rate(1 day)',
  FlexibleTimeWindow: { Mode: 'OFF' },
  Target: { Arn: 'arn:aws:sqs:us-west-2:123456789012:inbox', RoleArn: 'arn:aws:iam::123456789012:role/scheduler' },
}

const satisfies = 'failed to satisfy constraint: Member must'

describe('an input', () => {
  test('that keeps to the model breaks nothing', () => {
    expect(broken('scheduler', 'CreateSchedule', schedule)).toEqual([])
  })

  test('is refused with a value outside an enumeration, as a mistyped State', () => {
    expect(broken('scheduler', 'CreateSchedule', { ...schedule, State: 'enabled' })).toEqual([
      `Value 'enabled' at 'state' ${satisfies} satisfy enum value set: [ENABLED, DISABLED]`,
    ])
  })

  test('is refused with a number out of its range, however deep', () => {
    const Target = { ...schedule.Target, RetryPolicy: { MaximumRetryAttempts: 999 } }
    expect(broken('scheduler', 'CreateSchedule', { ...schedule, Target })).toEqual([
      `Value '999' at 'target.retryPolicy.maximumRetryAttempts' ${satisfies} have value less than or equal to 185`,
    ])
    expect(broken('ssm', 'GetParametersByPath', { Path: '/', MaxResults: -1 })).toEqual([
      `Value '-1' at 'maxResults' ${satisfies} have value greater than or equal to 1`,
    ])
  })

  test('is refused with a text of the wrong length or form', () => {
    expect(broken('lambda', 'UpdateFunctionConfiguration', { FunctionName: 'f', Handler: 'a b' })).toEqual([
      `Value 'a b' at 'handler' ${satisfies} satisfy regular expression pattern: [^\\s]+`,
    ])
    expect(broken('iam', 'CreateRole', { RoleName: 'r', AssumeRolePolicyDocument: '' })).toEqual([
      `Value '' at 'assumeRolePolicyDocument' ${satisfies} have length greater than or equal to 1`,
      expect.stringContaining('satisfy regular expression pattern'),
    ])
  })

  test('is refused with a text that the pattern of the model would try endlessly', () => {
    const HttpParameters = { HeaderParameters: { name: `${'a '.repeat(100)}\n` } }
    const Targets = [{ Id: 'id', Arn: 'arn:aws:sqs:us-west-2:123456789012:inbox', HttpParameters }]
    expect(broken('events', 'PutTargets', { Rule: 'r', Targets })).toEqual([
      expect.stringContaining('satisfy regular expression pattern'),
    ])
  })

  test('is refused with a list element that lacks a member, and the place is told as AWS tells it', () => {
    const tags = { ResourceType: 'Parameter', ResourceId: '/p', Tags: [{ Key: 'a', Value: '1' }, { Value: '2' }] }
    expect(broken('ssm', 'AddTagsToResource', tags)).toEqual([
      `Value null at 'tags.2.member.key' ${satisfies} not be null`,
    ])
  })

  test('is refused with plain list elements that break a rule, all rules being told at once', () => {
    expect(broken('lambda', 'UpdateFunctionCode', { FunctionName: 'f', Architectures: ['zzz'] })).toEqual([
      `Value '[zzz]' at 'architectures' ${satisfies} satisfy constraint: [Member must satisfy enum value set: [x86_64, arm64]]`,
    ])
  })

  test('may hold nothing in a list: what a list may hold is the business of its type', () => {
    expect(broken('lambda', 'UpdateFunctionCode', { FunctionName: 'f', Architectures: [null] })).toEqual([])
  })

  test('that breaks several rules is told all of them', () => {
    expect(broken('dynamodb', 'ListTables', { Limit: 101, ExclusiveStartTableName: 'a' })).toHaveLength(2)
  })
})
