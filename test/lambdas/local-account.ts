import type { Context } from 'aws-lambda'
import { type CloudOptions, startCloud } from '../../local/start.ts'

/** An account on a private local cloud, where the SDK finds it as it would find AWS. */
export async function openAccount(options: CloudOptions = {}) {
  const cloud = await startCloud({ speed: 100, ...options })
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: cloud.endpoint,
    AWS_REGION: cloud.region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  })
  return cloud
}

type Step = (event: unknown, context: Context) => unknown

/** The ARN of an execution of the account that `startCloud` opens. */
export function executionNamed(name: string): string {
  return `arn:aws:states:us-west-2:123456789012:execution:ResilientService-Deploy:${name}`
}

/** Runs a step as its state would, in an execution named after the service unless `keys` say otherwise. */
export async function run<Result = Record<string, unknown>>(
  step: Step,
  service: string,
  keys: object = {},
): Promise<Result> {
  const base = { service, execution: executionNamed(`of-${service}`), state: 'Test' }
  return (await step({ ...base, ...keys }, { awsRequestId: 'test' } as Context)) as Result
}

/** Runs a step until it says that what it looks after is ready or gone. Rejects after ten seconds. */
export async function runUntil(word: 'ready' | 'gone', step: Step, service: string, keys: object = {}) {
  const deadline = Date.now() + 10_000
  for (;;) {
    const result = await run(step, service, keys)
    if (result[word] === true) return result
    if (Date.now() > deadline) throw new Error(`not ${word}: ${JSON.stringify(result)}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
