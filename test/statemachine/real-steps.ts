import type { Context } from 'aws-lambda'
import type { Step } from '../../lambdas/core/step-row.ts'
import { steps } from '../../lambdas/steps.ts'
import { type Ending, Execution } from '../../local/asl/execution.ts'
import { StateError } from '../../local/asl/state-error.ts'
import { ScaledClock } from '../../local/clock.ts'
import type { Cloud } from '../../local/cloud.ts'
import { isObject, type Json } from '../../local/json.ts'
import { definitionOf } from './scripted-execution.ts'

type Handler = (event: unknown, context: Context) => Promise<unknown>

/** What a test puts in the place of steps, by their names: it answers, or throws. */
export type Replaced = Record<string, (payload: unknown, context: Context) => unknown>

/** Steps run in wall time, by which the local cloud times them too: 45 s of a fast clock are less than one second. */
const wall = new ScaledClock(1)

/**
 * Runs a machine with its real steps on a cloud, in this process: what AWS does with functions and roles is left out.
 * A nested execution runs likewise. The runs table has to be there, and RUNS_TABLE to name it.
 */
export async function runForReal(cloud: Cloud, machine: string, input: Json, replaced: Replaced = {}): Promise<Ending> {
  const name = `${machine}-${crypto.randomUUID()}`
  const execution = new Execution({
    definition: definitionOf(`${machine}.asl.json`),
    input,
    identity: {
      arn: `arn:aws:states:${cloud.region}:${cloud.account}:execution:${machine}:${name}`,
      name,
      roleArn: '',
      stateMachine: { arn: `arn:aws:states:${cloud.region}:${cloud.account}:stateMachine:${machine}`, name: machine },
      startedAt: cloud.clock.now(),
      redriveCount: 0,
    },
    region: cloud.region,
    clock: cloud.clock,
    wall,
    tasks: async ({ arguments: given }) => {
      const { FunctionName, StateMachineArn, Payload = null, Input = null } = isObject(given) ? given : {}
      if (FunctionName) return { Payload: await runStep(String(FunctionName), Payload, replaced) }
      return nested(cloud, String(StateMachineArn), Input, replaced)
    },
    onDefect: (thrown) => {
      throw thrown
    },
  })
  return execution.start()
}

async function runStep(name: string, payload: Json, replaced: Replaced): Promise<Json> {
  const { file } = (steps as Record<string, Step>)[name] ?? { file: '' }
  const module = (await import(`../../lambdas/${file}.ts`)) as Record<string, Handler>
  try {
    const result = await (replaced[name] ?? module[name])?.(payload, { awsRequestId: 'test' } as Context)
    return JSON.parse(JSON.stringify(result ?? null))
  } catch (error) {
    const { name: errorType, message: errorMessage } = error as Error
    throw new StateError(errorType, JSON.stringify({ errorType, errorMessage }))
  }
}

async function nested(cloud: Cloud, placeholder: string, input: Json, replaced: Replaced): Promise<Json> {
  const machine = placeholder.replace(/Machine$/, '').toLowerCase()
  const ending = await runForReal(cloud, machine, input, replaced)
  if (ending.status === 'SUCCEEDED') return { Output: ending.output }
  throw new StateError('States.TaskFailed', JSON.stringify(ending))
}
