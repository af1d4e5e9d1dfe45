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

  test('is lent to what its owner starts, and what that starts, and goes back the same way', async () => {
    const [grandparent, parent, child] = await Promise.all([started(), started(), started()])
    await acquire('lent', grandparent)
    await acquire('lent', parent, grandparent)
    await expect(acquire('lent', child, parent)).resolves.toEqual({ takenFrom: null })
    await acquire('lent', child, parent)
    await expect(release('lent', parent)).resolves.toEqual({ released: false })
    for (const [execution, next] of [
      [child, parent],
      [parent, grandparent],
      [grandparent, undefined],
    ] as const) {
      expect(await ownerOf('lent')).toBe(execution)
      await expect(release('lent', execution)).resolves.toEqual({ released: true })
      expect(await ownerOf('lent')).toBe(next)
    }
  })

  test('that was lent to an execution which died is for its lender to lend again, and for nobody else', async () => {
    const [lender, dead] = await Promise.all([started(), stopped()])
    await acquire('orphan', lender)
    await acquire('orphan', dead, lender)
    const message = expect.stringContaining(lender)
    await expect(acquire('orphan', await started())).rejects.toMatchObject({ name: 'Busy', message })
    const next = await started()
    await expect(acquire('orphan', next, lender)).resolves.toEqual({ takenFrom: dead })
    await release('orphan', next)
    expect(await ownerOf('orphan')).toBe(lender)
  })

  test('is not lent by an execution that does not hold it', async () => {
    const [owner, parent] = await Promise.all([started(), started()])
    await acquire('strange', owner)
    await expect(acquire('strange', await started(), parent)).rejects.toMatchObject({ name: 'Busy' })
    await release('strange', owner)
    const child = await started()
    await acquire('strange', child, parent)
    await release('strange', child)
    expect(await ownerOf('strange')).toBeUndefined()
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
