import type { Context } from 'aws-lambda'
import { until } from '../until.ts'
import type { StepRole } from './step-roles.ts'

type Step = (event: unknown, context: Context) => unknown

/** The ARN of an execution of the account that `startCloud` opens. */
export function executionNamed(name: string): string {
  return `arn:aws:states:us-west-2:123456789012:execution:ResilientService-Deploy:${name}`
}

let roles: ReadonlyMap<Step, StepRole> = new Map()

/** From now on steps run with the rights of their roles, which they would otherwise do as the administrator. */
export function actAs(stepRoles: ReadonlyMap<Step, StepRole>) {
  roles = stepRoles
}

/** Does what a test itself wants done by the code of the steps, which would otherwise have the rights of the last step. */
export async function withAllRights<Result>(act: () => Promise<Result>): Promise<Result> {
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: '',
    AWS_CREDENTIAL_EXPIRATION: soon(),
  })
  return await act()
}

/** Credentials that are about to expire are read anew for each call, so that one client can act for many steps. */
export function soon(): string {
  return new Date(Date.now() + 1000).toISOString()
}

/** Runs a step as its state would, in an execution named after the service unless `keys` say otherwise. */
export async function run<Result = Record<string, unknown>>(
  step: Step,
  service: string,
  keys: object = {},
): Promise<Result> {
  const base = { service, execution: executionNamed(`of-${service}`), state: 'Test' }
  return await send<Result>(step, { ...base, ...keys })
}

/** Runs a step with this event and no other, as its role. */
export async function send<Result = Record<string, unknown>>(step: Step, event: object): Promise<Result> {
  Object.assign(process.env, roles.get(step)?.environment)
  return (await step(event, { awsRequestId: 'test' } as Context)) as Result
}

/** Runs a step until it says that what it looks after is ready or gone. Rejects after ten seconds. */
export async function runUntil(word: 'ready' | 'gone', step: Step, service: string, keys: object = {}) {
  const told = async () => {
    const result = await run(step, service, keys)
    return result[word] === true && result
  }
  return await until(told, `${service} being ${word}`)
}

/** Repeats what ends with this error, as the state machine does. Rejects with it after ten seconds. */
export async function whileItEndsWith<Result>(name: string, act: () => Promise<Result>): Promise<Result> {
  const deadline = Date.now() + 10_000
  for (;;) {
    try {
      return await act()
    } catch (error) {
      if ((error as Error).name !== name || Date.now() > deadline) throw error
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}
