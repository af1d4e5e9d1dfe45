import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { withLiteralKeys } from '../../infra/literal-schema-keys.ts'
import type { Cloud } from '../../local/cloud.ts'
import { type DeployedStack, deployAssembly } from '../../local/cloudformation/deploy-assembly.ts'
import { startCloud } from '../../local/start.ts'
import { Facts } from './facts.ts'

const root = join(import.meta.dirname, '../..')
/** What the CDK CLI makes of `-c name=value`. */
const options = {
  schedule: 'rate(5 days)',
  service: 'shop',
  alarmTopic: 'arn:aws:sns:us-west-2:123456789012:alarms',
  permissionsBoundary: 'fence',
}
let folder: string

/** As on a machine without credentials, a home or a network. */
function synthesize(outdir: string, context: Record<string, string>) {
  return promisify(execFile)(process.execPath, ['infra/app.ts'], {
    cwd: root,
    env: { PATH: process.env.PATH, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context) },
  })
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assembly-'))
  await synthesize(folder, options)
}, 60_000)

afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

describe('the app', () => {
  test('is checked by AwsSolutions, whose rules fail the synthesis where it breaks one without a reason', () => {
    expect(existsSync(join(folder, 'validation-report.json'))).toBe(true)
  })

  test('refuses an option of a wrong form in one line, and writes no assembly', async () => {
    const outdir = join(folder, 'refused')
    const stderr = '-c schedule=bogus is not valid; an example is rate(1 day)\n'
    await expect(synthesize(outdir, { schedule: 'bogus' })).rejects.toMatchObject({ code: 1, stderr })
    expect(existsSync(join(outdir, 'manifest.json'))).toBe(false)
  })
})

describe('an option of the app', () => {
  let facts: Facts

  beforeAll(() => {
    facts = new Facts(JSON.parse(readFileSync(join(folder, 'ResilientService.template.json'), 'utf8')))
  })

  test('schedule and service: a scenario starts by itself, under a name that a second delivery shares, with retries and a dead-letter queue', () => {
    const { Properties } = facts.all('Scheduler::Schedule')[0]
    expect(Properties).toMatchObject({ State: 'ENABLED', ScheduleExpression: 'rate(5 days)' })
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
    const { Schedule } = facts.policies(Properties.Target.RoleArn)
    expect(Schedule?.flatMap(({ Action }) => Action).sort()).toEqual(['sqs:SendMessage', 'states:StartExecution'])
  })

  test('alarmTopic: each alarm tells the topic', () => {
    const actions = facts.all('CloudWatch::Alarm').map(({ Properties }) => Properties.AlarmActions)
    expect(actions.length).toBeGreaterThan(0)
    expect(actions).toEqual(actions.map(() => [options.alarmTopic]))
  })

  test('permissionsBoundary: each role stays inside the boundary', () => {
    const boundaries = facts
      .all('IAM::Role')
      .map(({ Properties }) => facts.inWordsOfRows(Properties.PermissionsBoundary))
    expect(boundaries.length).toBeGreaterThan(0)
    expect(boundaries).toEqual(boundaries.map(() => `arn:\${Partition}:iam::\${Account}:policy/fence`))
  })
})

describe('the bundles', () => {
  const folders = () =>
    readdirSync(folder)
      .filter((name) => name.startsWith('asset.'))
      .map((name) => join(folder, name))
  const codeOf = (asset: string) =>
    readdirSync(asset)
      .filter((name) => name.endsWith('.mjs'))
      .map((name) => join(asset, name))

  test('are small, and hold no client that their functions have no use for', () => {
    for (const asset of folders()) {
      const bytes = codeOf(asset).reduce((sum, file) => sum + statSync(file).size, 0)
      const limit = codeOf(asset).some((file) => file.includes('report')) ? 3_000_000 : 700_000
      expect([asset, bytes, bytes < limit]).toEqual([asset, bytes, true])
    }
  })

  test('hold the files of the web server', () => {
    const asset = folders().find((each) => codeOf(each).some((file) => file.endsWith('/launch-template.mjs'))) ?? ''
    const code = codeOf(asset)
      .map((file) => readFileSync(file, 'utf8'))
      .join('')
    expect(code).toContain('waitress')
    expect(code).toContain('ExecStart=')
  })

  test('lose a computed key that stands for a constant string, and only such', () => {
    expect(withLiteralKeys('const _xN = "xmlName";\nconst a = [{ [_xN]: 1, [_other]: 2 }];')).toBe(
      'const _xN = "xmlName";\nconst a = [{ "xmlName": 1, [_other]: 2 }];',
    )
  })
})

describe('the stack on the local cloud', () => {
  let cloud: Cloud
  let stack: DeployedStack

  beforeAll(async () => {
    cloud = await startCloud({ speed: 60 })
    const root = { arn: 'arn:aws:iam::123456789012:root', userId: '123456789012', trusted: true }
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
    })
    await cloud.invoke(root, 'iam', 'CreatePolicy', { PolicyName: options.permissionsBoundary, PolicyDocument })
    stack = await deployAssembly(cloud, folder)
  })

  afterAll(async () => {
    await cloud.close()
  })

  test('has its outputs', () => {
    expect(stack.outputs).toMatchObject({
      DeployMachineArn: 'arn:aws:states:us-west-2:123456789012:stateMachine:ResilientService-Deploy',
      RunsTableName: expect.stringMatching(/^ResilientService-Runs/),
    })
  })
})
