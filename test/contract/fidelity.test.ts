import { readFile } from 'node:fs/promises'
import { expect, test } from '@jest/globals'
import { fidelity } from '../../local/fidelity.ts'
import { modelOf } from '../../local/protocols/model.ts'
import { services } from '../../local/services/index.ts'

test('docs/fidelity.md says what the code does: node local/fidelity.ts writes it', async () => {
  expect(await readFile('docs/fidelity.md', 'utf8')).toBe(await fidelity())
})

test('every operation of the local cloud is one that AWS has', async () => {
  for (const service of services.values()) {
    const { operations } = await modelOf(service)
    expect(Object.keys(service.operations).filter((name) => !operations.has(name))).toEqual([])
  }
})
