import { describe, expect, test } from '@jest/globals'
import { StateError } from '../../local/asl/state-error.ts'
import type { Json } from '../../local/json.ts'
import { failure, runScript, type Script } from './scripted-execution.ts'

const judged = { scenario: 'resilience', verdict: 'as-designed', phases: [{ name: 'steady-state' }], report: {} }

const well: Script = {
  CheckRehearsal: () => ({
    service: 'demo',
    deploy: { service: 'demo', capacity: 3 },
    scenario: { service: 'demo', observe: { seconds: 5 } },
    teardown: { service: 'demo' },
  }),
  DeployMachine: () => ({ endpoint: 'http://balancer', service: 'demo' }),
  ScenarioMachine: () => judged,
  TeardownMachine: () => ({ leftovers: [] }),
}

const begins = ['CheckRehearsal', 'AcquireLock', 'DeployMachine']

const rehearsal = (script: Script = {}) => runScript('rehearsal.asl.json', { ...well, ...script })

/** How Step Functions reports that an execution it waited for has failed. */
const ends = (error: string, cause: string) => (): Json => {
  throw new StateError('States.TaskFailed', JSON.stringify({ Cause: cause, Error: error, Status: 'FAILED' }))
}

describe('a rehearsal', () => {
  test('builds, breaks and removes, and its output is what came of it', async () => {
    const { ending, names } = await rehearsal()
    expect(names).toEqual([...begins, 'ScenarioMachine', 'TeardownMachine', 'ReleaseLock'])
    expect(ending).toEqual({
      status: 'SUCCEEDED',
      output: { service: 'demo', endpoint: 'http://balancer', ...judged, leftovers: [] },
    })
  })

  test('gives each machine its part of the input, and its own ARN', async () => {
    const { calls } = await rehearsal()
    const startedBy = { AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: expect.stringContaining(':execution:') }
    expect(calls.filter(({ child }) => child).map(({ payload }) => payload)).toEqual([
      { service: 'demo', capacity: 3, ...startedBy },
      { service: 'demo', observe: { seconds: 5 }, ...startedBy },
      { service: 'demo', ...startedBy },
    ])
  })

  test('ends as the scenario ends, and tears down before', async () => {
    const { ending, names } = await rehearsal({ ScenarioMachine: ends('NotAsDesigned', 'broken: 3 of 40') })
    expect(ending).toMatchObject({ status: 'FAILED', error: 'NotAsDesigned', cause: 'broken: 3 of 40' })
    expect(names.slice(-2)).toEqual(['TeardownMachine', 'ReleaseLock'])
  })

  test('tears down after a deployment that failed, and breaks nothing', async () => {
    const { ending, names } = await rehearsal({ DeployMachine: ends('NotHealthy', 'no targets') })
    expect(ending).toMatchObject({ status: 'FAILED', error: 'NotHealthy', cause: 'no targets' })
    expect(names).toEqual([...begins, 'TeardownMachine', 'ReleaseLock'])
  })

  test.each(['Busy', 'InvalidInput', 'Unavailable'])(
    'removes nothing of a service whose deployment ended with %s before it created anything',
    async (error) => {
      const cause = 'because. Nothing was created.'
      const { ending, names } = await rehearsal({ DeployMachine: ends(error, cause) })
      expect(ending).toMatchObject({ status: 'FAILED', error, cause })
      expect(names).toEqual([...begins, 'ReleaseLock'])
    },
  )

  test('removes nothing of a service whose deployment could not be started', async () => {
    const refused = () => {
      throw new StateError('StepFunctions.ExecutionLimitExceededException', 'too many')
    }
    const { ending, names } = await rehearsal({ DeployMachine: refused })
    expect(ending).toMatchObject({ error: 'StepFunctions.ExecutionLimitExceededException', cause: 'too many' })
    expect(names).toEqual([...begins, 'ReleaseLock'])
  })

  test('names what it starts after itself, so that a start that is tried again is the same', async () => {
    const called = async (name: string) => {
      const { calls } = await runScript('rehearsal.asl.json', well, {}, 0, name)
      return calls.flatMap(({ child = [] }) => child)
    }
    expect(await called('nightly')).toEqual(['nightly-deploy-0', 'nightly-scenario-0', 'nightly-teardown-0'])
    const long = await Promise.all(['1', '2'].map((end) => called(`${'x'.repeat(79)}${end}`)))
    expect(new Set(long.flat()).size).toBe(6)
    for (const name of long.flat()) expect(name).toMatch(/^x{51}-[0-9a-f]{8}-[a-z]+-0$/)
  })

  test.each(['DeployMachine', 'ScenarioMachine'])(
    'tears down also where the description of the failed execution of %s is cut off',
    async (machine) => {
      const cutOff = () => {
        throw new StateError('States.TaskFailed', '{"Cause":"a long one","Error":"NotAsDesigned","Input":"{\\"serv')
      }
      const { ending, names } = await rehearsal({ [machine]: cutOff })
      expect(names.slice(-2)).toEqual(['TeardownMachine', 'ReleaseLock'])
      expect(ending).toMatchObject({ status: 'FAILED', error: 'States.TaskFailed' })
    },
  )

  test('fails as its teardown does, and says what had failed before', async () => {
    const { ending } = await rehearsal({
      ScenarioMachine: ends('NotAsDesigned', 'broken: 3 of 40'),
      TeardownMachine: ends('Leftovers', 'a table'),
    })
    expect(ending).toMatchObject({
      error: 'Leftovers',
      cause: 'a table Before that, NotAsDesigned: broken: 3 of 40',
    })
  })

  test('starts nothing while another execution works on the service', async () => {
    const busy = () => {
      throw failure('Busy', 'arn:other is working on the service demo.')
    }
    const { ending, names } = await rehearsal({ AcquireLock: busy })
    expect(ending).toMatchObject({ error: 'Busy', cause: expect.stringMatching(/arn:other.* Nothing was created\.$/) })
    expect(names).toEqual(['CheckRehearsal', 'AcquireLock'])
  })

  test('starts nothing after a wrong input', async () => {
    const { ending, names } = await rehearsal({
      CheckRehearsal: () => {
        throw failure('InvalidInput', 'capacity: must be a whole number')
      },
    })
    expect(ending).toMatchObject({ status: 'FAILED', error: 'InvalidInput' })
    expect(names).toEqual(['CheckRehearsal'])
  })
})
