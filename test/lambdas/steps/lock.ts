import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { namesOf } from '../../../lambdas/core/names.ts'
import { AcquireLock, ReleaseLock } from '../../../lambdas/lock.ts'
import { type EndlessMachine, endlessMachine } from '../endless-machine.ts'
import { asAdministrator } from '../local-account.ts'
import { run } from '../step-run.ts'

let machine: EndlessMachine

beforeAll(async () => {
  machine = await endlessMachine()
})

const started = () => machine.start()

async function stopped(): Promise<string> {
  const execution = await started()
  await machine.stop(execution)
  return execution
}

async function ownerOf(service: string): Promise<string | undefined> {
  const { pk, sk } = namesOf(service).lock
  const Key = { pk: { S: pk }, sk: { S: sk } }
  return (await new DynamoDBClient(asAdministrator).send(new GetItemCommand({ TableName: 'runs', Key }))).Item?.owner?.S
}

const acquire = (service: string, execution: string, startedBy: string | null = null) =>
  run(AcquireLock, service, { execution, startedBy })
const release = (service: string, execution: string) => run(ReleaseLock, service, { execution })

describe('the lock of a service', () => {
  test('that is free is taken, and given back', async () => {
    const me = await started()
    await expect(acquire('free', me)).resolves.toEqual({ takenFrom: null })
    expect(await ownerOf('free')).toBe(me)
    await expect(release('free', me)).resolves.toEqual({ released: true })
    expect(await ownerOf('free')).toBeUndefined()
  })

  test('may be taken and given back twice by the same execution, as retries do', async () => {
    const me = await started()
    await acquire('twice', me)
    await expect(acquire('twice', me)).resolves.toEqual({ takenFrom: null })
    await release('twice', me)
    await expect(release('twice', me)).resolves.toEqual({ released: false })
  })

  test('of a running execution is Busy, and names it', async () => {
    const owner = await started()
    await acquire('busy', owner)
    const message = expect.stringContaining(owner)
    await expect(acquire('busy', await started())).rejects.toMatchObject({ name: 'Busy', message })
    expect(await ownerOf('busy')).toBe(owner)
  })

  test('of an execution that was stopped is taken over', async () => {
    const dead = await stopped()
    await acquire('dead', dead)
    const me = await started()
    await expect(acquire('dead', me)).resolves.toEqual({ takenFrom: dead })
    expect(await ownerOf('dead')).toBe(me)
  })

  test('of an execution that AWS has forgotten is taken over', async () => {
    const forgotten = (await stopped()).replace(/[^:]+$/, 'long-ago')
    await acquire('forgotten', forgotten)
    await expect(acquire('forgotten', await started())).resolves.toEqual({ takenFrom: forgotten })
  })

  test('passes from an execution to the one that it starts', async () => {
    const parent = await started()
    const child = await started()
    await acquire('child', parent)
    await acquire('child', child, parent)
    expect(await ownerOf('child')).toBe(child)
    await expect(release('child', parent)).resolves.toEqual({ released: false })
    expect(await ownerOf('child')).toBe(child)
  })

  test('goes to exactly one of many that want it at once', async () => {
    const dead = await stopped()
    await acquire('race', dead)
    const executions = await Promise.all(Array.from({ length: 8 }, started))
    const outcomes = await Promise.allSettled(executions.map((execution) => acquire('race', execution)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? outcome.reason.name : []))
    expect(new Set(refusals)).toEqual(new Set(['Busy']))
  })
})
