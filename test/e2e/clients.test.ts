import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { LocalCommand } from './local-command.ts'

const python = process.env.RESILIENT_SERVICE_TEST_PYTHON ?? 'python3'
let local: LocalCommand

beforeAll(async () => {
  local = await LocalCommand.start('--speed', '20')
}, 120_000)
afterAll(async () => {
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

async function finished(executionArn: string) {
  const deadline = performance.now() + 120_000
  while (performance.now() < deadline) {
    const execution = await aws('stepfunctions', 'describe-execution', '--execution-arn', executionArn)
    if (execution.status !== 'RUNNING') return execution
  }
  throw new Error(`${executionArn} did not end`)
}

describe('the AWS CLI', () => {
  test('deploys with the line that the command prints, reads the history, and tears down', async () => {
    const printed = local.lines.find((line) => line.includes('start-execution')) ?? ''
    const words = [...printed.trim().matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '')
    const { executionArn } = await aws(...words.slice(1))
    expect((await finished(executionArn)).status).toBe('SUCCEEDED')
    const { LoadBalancers } = await aws('elbv2', 'describe-load-balancers')
    expect((await fetch(`http://${LoadBalancers[0].DNSName}/`)).status).toBe(200)
    const { events } = await aws(
      'stepfunctions',
      'get-execution-history',
      '--execution-arn',
      executionArn,
      '--reverse-order',
      '--max-items',
      '1',
    )
    expect(events[0].type).toBe('ExecutionSucceeded')
    const teardown = printed.match(/arn:\S+/)?.[0].replace('-Deploy', '-Teardown') ?? ''
    const started = await aws(
      'stepfunctions',
      'start-execution',
      '--state-machine-arn',
      teardown,
      '--input',
      '{"service":"demo"}',
    )
    expect((await finished(started.executionArn)).status).toBe('SUCCEEDED')
    expect((await aws('autoscaling', 'describe-auto-scaling-groups')).AutoScalingGroups).toEqual([])
  }, 240_000)
})

describe('boto3', () => {
  test('deploys, looks, stops, redrives, reads the history and tears down', async () => {
    const { stdout } = await promisify(execFile)(python, ['test/e2e/boto3_session.py'], { env: environment() })
    const saw = JSON.parse(stdout)
    expect(saw).toMatchObject({
      refused: ['FAILED', 'InvalidInput'],
      deployed: 'SUCCEEDED',
      page: { Title: { S: expect.any(String) }, Metadata: { InstanceId: expect.stringMatching(/^i-/) } },
      stopped: ['ABORTED', 'Session'],
      redriven: ['SUCCEEDED', 1],
      left: [],
    })
    expect(saw.states.at(-1)).toBe('ReleaseLock')
  }, 240_000)
})
