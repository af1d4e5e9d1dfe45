import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { NormalizedSchema } from '@smithy/core/schema'
import type { Cloud } from '../../../local/cloud.ts'
import { modelOf, type OperationModel } from '../../../local/protocols/model.ts'
import { services } from '../../../local/services/index.ts'
import { startCloud } from '../../../local/start.ts'
import { signedPost } from './signed-post.ts'

const notes: string[] = []
let cloud: Cloud

beforeAll(async () => {
  cloud = await startCloud({ note: (line) => notes.push(line) })
})
afterAll(() => cloud.close())

async function send(service: string, operation: string, input: object): Promise<{ status: number; code: string }> {
  const answer = await signedPost(cloud, service, { 'x-amz-target': `Any.${operation}` }, JSON.stringify(input))
  return { status: answer.status, code: ((await answer.json()) as { __type?: string }).__type ?? '' }
}

/** Values of which none is of the schema's type. */
function wrongFor(schema: NormalizedSchema): unknown[] {
  if (schema.isListSchema()) return ['x', { a: 1 }, [null]]
  if (schema.isMapSchema() || schema.isStructSchema()) return ['x', [1]]
  if (schema.isBooleanSchema()) return ['no', 5]
  if (schema.isNumericSchema()) return ['x', {}]
  if (schema.isTimestampSchema()) return [true, {}, ['x']]
  return [5, { a: 1 }, ['x']]
}

const wrongInputs = ({ input }: OperationModel) =>
  [...input.structIterator()].flatMap(([name, schema]) => wrongFor(schema).map((value) => ({ [name]: value })))

const jsonServices = [...services.values()].filter(({ protocol }) => protocol === 'awsJson')

test.each(jsonServices.map((service) => [service.signingName, service] as const))(
  '%s refuses every member of every operation that is of the wrong type',
  async (signingName, service) => {
    const { operations } = await modelOf(service)
    for (const name of Object.keys(service.operations)) {
      const model = operations.get(name)
      const inputs = model ? wrongInputs(model) : []
      const answers = await Promise.all(inputs.map((input) => send(signingName, name, input)))
      const others = inputs.filter((_, index) => answers[index]?.code !== 'SerializationException')
      expect({ name, others }).toEqual({ name, others: [] })
      expect(answers.every(({ status }) => status === 400)).toBe(true)
    }
    expect(notes).toEqual([])
  },
)

test('null is no value, and an unknown member is ignored', async () => {
  const input = { Name: '/x', Value: 'y', Type: 'String', Overwrite: null, Unheard: 5 }
  expect((await send('ssm', 'PutParameter', input)).status).toBe(200)
})
