import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { machineDefinitions } from '../../infra/machine-definitions.ts'
import type { Step } from '../../lambdas/core/step-row.ts'
import { steps } from '../../lambdas/steps.ts'
import type { Wanted } from './print-template.ts'

interface Resource {
  Type: string
  Properties: Record<string, never>
  DeletionPolicy?: string
}
interface InlinePolicy {
  PolicyName: string
  PolicyDocument: { Statement: Statement[] }
}

interface Statement {
  Effect: string
  Action: string | string[]
  Resource: unknown
  Condition?: unknown
}

const table: Record<string, Step> = steps
const rows = Object.entries(table)
const definitions = machineDefinitions(join(import.meta.dirname, '../../statemachine'))

/** The template, made by a process of its own: CDK takes ten times as long inside jest. */
async function synthesized(wanted: Wanted = {}) {
  const script = join(import.meta.dirname, 'print-template.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [script, JSON.stringify(wanted)], {
    env: { ...process.env, CDK_DISABLE_STACK_TRACE: '1' },
    maxBuffer: 64 * 2 ** 20,
  })
  return new Facts(JSON.parse(stdout))
}

class Facts {
  readonly template: { Resources: Record<string, Resource>; Outputs: object }

  constructor(template: { Resources: Record<string, Resource>; Outputs: object }) {
    this.template = template
  }

  // biome-ignore lint/suspicious/noExplicitAny: a template is JSON of every shape.
  all(type: string): any[] {
    return Object.values(this.template.Resources).filter(({ Type }) => Type === `AWS::${type}`)
  }

  function(name: string) {
    return this.all('Lambda::Function').find(({ Properties }) => Properties.FunctionName === `ResilientService-${name}`)
      .Properties
  }

  machine(name: string) {
    return this.all('StepFunctions::StateMachine').find(
      ({ Properties }) => Properties.StateMachineName === `ResilientService-${name}`,
    ).Properties
  }

  /** The statements of the inline policies of the role that a property refers to, by the policy's name. */
  policies(role: { 'Fn::GetAtt': [string, string] }): Record<string, Statement[]> {
    const policies: InlinePolicy[] = this.template.Resources[role['Fn::GetAtt'][0]]?.Properties.Policies ?? []
    return Object.fromEntries(policies.map(({ PolicyName, PolicyDocument }) => [PolicyName, PolicyDocument.Statement]))
  }
}

const actionsOf = (statements: Statement[] = []) => statements.flatMap(({ Action }) => Action).sort()
let plain: Facts
let optional: Facts

beforeAll(async () => {
  const options = {
    schedule: 'rate(5 minutes)',
    scheduledService: 'shop',
    alarmTopic: 'arn:aws:sns:us-west-2:123456789012:alarms',
    boundary: 'fence',
  }
  ;[plain, optional] = await Promise.all([synthesized(), synthesized(options)])
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
          Variables: { NODE_OPTIONS: '--enable-source-maps', POWERTOOLS_METRICS_NAMESPACE: 'ResilientService' },
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

  test.each(rows)('%s may do what its row says and nothing more', (name, { allows }) => {
    const { Runtime, Step: own = [] } = plain.policies(plain.function(name).Role)
    expect(actionsOf(own)).toEqual(allows.flatMap(({ actions }) => actions).sort())
    const scoped = new Set(allows.filter(({ resources }) => resources).flatMap(({ actions }) => actions))
    const everywhere = own.filter(({ Resource }) => [Resource].flat().includes('*'))
    expect(actionsOf(everywhere).filter((action) => scoped.has(action))).toEqual([])
    const guarded = plain.function(name).DeadLetterConfig ? ['sqs:SendMessage'] : []
    const ofRuntime = ['logs:CreateLogStream', 'logs:PutLogEvents', 'xray:PutTelemetryRecords', 'xray:PutTraceSegments']
    expect(actionsOf(Runtime)).toEqual([...ofRuntime, ...guarded].sort())
    expect(Runtime?.find(({ Action }) => Action.includes('logs:PutLogEvents'))?.Resource).toEqual({
      'Fn::GetAtt': [expect.stringMatching(new RegExp(`^${name}Logs`)), 'Arn'],
    })
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
    await expect(synthesized({ rows: { CheckInput: row } })).rejects.toThrow(`the stack has nothing for \${Nothing}`)
  })
})

describe('a state machine of the stack', () => {
  test.each(definitions.map(({ name, placeholders, starts }) => ({ name, placeholders, starts })))(
    '$name may invoke the functions it names and start the machines it names',
    ({ name, placeholders, starts }) => {
      const properties = plain.machine(name)
      const { Machine = [] } = plain.policies(properties.RoleArn)
      const logicalIds = (action: string) =>
        Machine.filter(({ Action }) => [Action].flat().includes(action))
          .flatMap(({ Resource }) => Resource)
          .map((resource) => JSON.stringify(resource))
      const invoked = placeholders.filter((each) => each in table)
      expect(logicalIds('lambda:InvokeFunction').length).toBe(invoked.length)
      for (const each of invoked) expect(logicalIds('lambda:InvokeFunction').join()).toContain(`"${each}Function`)
      expect(logicalIds('states:StartExecution').length).toBe(starts.length)
      for (const each of starts) expect(logicalIds('states:StartExecution').join()).toContain(`"${each}Machine`)
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

  test('starts a scenario under a name that a second delivery shares, with retries and a dead-letter queue', () => {
    const { Properties } = optional.all('Scheduler::Schedule')[0]
    expect(Properties).toMatchObject({ State: 'ENABLED', ScheduleExpression: 'rate(5 minutes)' })
    expect(Properties.Target).toMatchObject({
      RetryPolicy: { MaximumRetryAttempts: 5 },
      DeadLetterConfig: expect.anything(),
    })
    const input = JSON.parse(
      Properties.Target.Input['Fn::Join'][1].map((part: unknown) => (typeof part === 'string' ? part : 'ARN')).join(''),
    )
    expect(input).toEqual({
      StateMachineArn: 'ARN',
      Name: 'scheduled-<aws.scheduler.execution-id>',
      Input: '{"service":"shop"}',
    })
    const { Schedule } = optional.policies(Properties.Target.RoleArn)
    expect(actionsOf(Schedule)).toEqual(['sqs:SendMessage', 'states:StartExecution'])
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

  test('is found by the outputs', () => {
    const machines = definitions.map(({ name }) => `${name}MachineArn`)
    expect(Object.keys(plain.template.Outputs).sort()).toEqual(
      [...machines, 'DeadLetterQueueUrl', 'ReportsBucketName', 'RunsTableName'].sort(),
    )
  })
})

describe('alarms', () => {
  test('go off for failed executions, services that stay broken and dead letters, and treat missing data as healthy', () => {
    const alarms = plain.all('CloudWatch::Alarm').map(({ Properties }) => Properties)
    const metrics = alarms.map(({ MetricName }) => MetricName)
    expect(metrics.filter((name) => name === 'ExecutionsFailed').length).toBe(definitions.length)
    expect(metrics).toEqual(
      expect.arrayContaining(['Errors', 'ApproximateNumberOfMessagesVisible', 'ExecutionsTimedOut']),
    )
    const restoring = alarms.find(({ MetricName }) => MetricName === 'Errors')
    expect(restoring).toMatchObject({ Period: 15 * 60, EvaluationPeriods: 2 })
    for (const alarm of alarms) expect(alarm).toMatchObject({ TreatMissingData: 'notBreaching', Threshold: 1 })
  })

  test('tell a topic if there is one', () => {
    for (const { Properties } of optional.all('CloudWatch::Alarm'))
      expect(Properties.AlarmActions).toEqual(['arn:aws:sns:us-west-2:123456789012:alarms'])
  })
})

describe('the rights of the stack', () => {
  test('come from no managed policy, and from no role but those of functions, machines and the scheduler', () => {
    const roles = plain.all('IAM::Role')
    for (const { Properties } of roles) expect(Properties.ManagedPolicyArns).toBeUndefined()
    expect(roles.length).toBe(rows.length + definitions.length + 1)
    expect(plain.all('IAM::Policy')).toEqual([])
  })

  test('stay inside a permissions boundary if there is one', () => {
    for (const { Properties } of optional.all('IAM::Role'))
      expect(JSON.stringify(Properties.PermissionsBoundary)).toContain('policy/fence')
  })

  test('name no secret', () => {
    expect(JSON.stringify(plain.template)).not.toMatch(/AKIA|password|secret|BEGIN .*PRIVATE KEY/i)
  })
})
