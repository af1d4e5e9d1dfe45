import { describe, expect, test } from '@jest/globals'
import { executionTag, serviceTag } from '../../../lambdas/core/names.ts'
import { subjects } from '../subjects.ts'

describe.each(Object.entries(subjects))('%s', (subject, { make, remove, foreign, tags }) => {
  const letters = subject
    .replaceAll(/[^a-z]/gi, '')
    .toLowerCase()
    .slice(3, 15)

  test('that is not there is made, with the tags of service and execution', async () => {
    const service = `${letters}-new`
    await make(service)
    expect(await tags(service)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ Key: serviceTag, Value: service }),
        expect.objectContaining({ Key: executionTag, Value: `of-${service}` }),
      ]),
    )
  })

  test('that an earlier run has made is adopted', async () => {
    const service = `${letters}-own`
    const made = await make(service)
    expect(await make(service)).toEqual(made)
  })

  test('that is not ours is refused by NotOurs and left untouched, also by the teardown', async () => {
    const service = `${letters}-not`
    await foreign(service)
    await expect(make(service)).rejects.toMatchObject({
      name: 'NotOurs',
      message: expect.stringContaining('untouched'),
    })
    await remove(service)
    expect(await tags(service)).toEqual([])
  })

  test('that is deleted is gone, and can be made again', async () => {
    const service = `${letters}-old`
    await make(service)
    await remove(service)
    expect(await tags(service)).toBeUndefined()
    await make(service)
    expect(await tags(service)).toBeDefined()
  })

  test('that never existed counts as deleted', async () => {
    await expect(remove(`${letters}-nil`)).resolves.toBeDefined()
  })
})
