import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { DescribeExecutionCommand, type SFNClient } from '@aws-sdk/client-sfn'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { until } from '../until.ts'
import { LocalCommand } from './local-command.ts'

const python = process.env.RESILIENT_SERVICE_TEST_PYTHON ?? 'python3'
let local: LocalCommand
let sfn: SFNClient

beforeAll(async () => {
  local = await LocalCommand.start('--speed', '15')
  sfn = local.stepFunctions()
}, 120_000)
afterAll(async () => {
  sfn.destroy()
  expect(await local.interrupt()).toBe(0)
})

const environment = () => ({ PATH: process.env.PATH ?? '', HOME: '/nonexistent', ...local.environment })

/** Runs the AWS CLI; returns its JSON answer. */
async function aws(...words: string[]) {
  const { stdout } = await promisify(execFile)(python, ['-m', 'awscli', ...words, '--output', 'json'], {
    env: environment(),
  })
  return stdout.trim() === '' ? {} : JSON.parse(stdout)
}

/** How the CLI describes an execution that has ended. The CLI takes most of a second, so it is not what waits. */
async function finished(executionArn: string) {
  const hasEnded = async () => (await sfn.send(new DescribeExecutionCommand({ executionArn }))).status !== 'RUNNING'
  await until(hasEnded, `the end of ${executionArn}`, 120)
  return aws('stepfunctions', 'describe-execution', '--execution-arn', executionArn)
}

/** Deploys with the line that the command prints, reads the history, and tears down. */
async function cliSession() {
  const printed = local.lines.find((line) => line.includes('start-execution')) ?? ''
  const words = [...printed.trim().matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '')
  const { executionArn } = await aws(...words.slice(1))
  const deployed = await finished(executionArn)
  const { LoadBalancers } = await aws('elbv2', 'describe-load-balancers', '--names', 'resilient-demo')
  const page = await fetch(`http://${LoadBalancers[0].DNSName}/`)
  const history = ['stepfunctions', 'get-execution-history', '--execution-arn', executionArn]
  const { events } = await aws(...history, '--reverse-order', '--max-items', '1')
  const teardown = printed.match(/arn:\S+/)?.[0].replace('-Deploy', '-Teardown') ?? ''
  const start = ['stepfunctions', 'start-execution', '--state-machine-arn', teardown, '--input', '{"service":"demo"}']
  const tornDown = await finished((await aws(...start)).executionArn)
  const { AutoScalingGroups } = await aws('autoscaling', 'describe-auto-scaling-groups')
  const groups = AutoScalingGroups.map((group: { AutoScalingGroupName: string }) => group.AutoScalingGroupName)
  return { deployed: deployed.status, page: page.status, last: events[0].type, tornDown: tornDown.status, groups }
}

async function botoSession() {
  const { stdout } = await promisify(execFile)(python, ['test/e2e/boto3_session.py'], { env: environment() })
  return JSON.parse(stdout)
}

describe('the clients people use', () => {
  test('the AWS CLI and boto3, at once, deploy, look, stop, redrive, read the history and tear down', async () => {
    const [cli, boto] = await Promise.all([cliSession(), botoSession()])
    expect(cli).toMatchObject({ deployed: 'SUCCEEDED', page: 200, last: 'ExecutionSucceeded', tornDown: 'SUCCEEDED' })
    expect(cli.groups).not.toContain('resilient-demo')
    expect(boto).toMatchObject({
      refused: ['FAILED', 'InvalidInput'],
      deployed: 'SUCCEEDED',
      page: { Title: { S: expect.any(String) }, Metadata: { InstanceId: expect.stringMatching(/^i-/) } },
      stopped: ['ABORTED', 'Session'],
      redriven: ['SUCCEEDED', 1],
      left: [],
    })
    expect(boto.states.at(-1)).toBe('TornDown')
  }, 240_000)
})
