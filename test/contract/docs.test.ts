import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import * as z from 'zod'
import { failureNames } from '../../lambdas/failures/index.ts'
import { deployInput } from '../../lambdas/input.ts'
import { scenarioFields } from '../../lambdas/scenario/input.ts'

const root = join(import.meta.dirname, '..', '..')
const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file)),
]
const text = (page: string) => readFileSync(join(root, page), 'utf8')

describe('the README', () => {
  /** The rows of the table of inputs: key, machine, default, what is allowed. */
  const rows = [...text('README.md').matchAll(/^\| `(\w+)` \| (\w+) \| (.*?) \| .* \|$/gm)]

  test('has a row for each key of the inputs, and none for any other', () => {
    const keys = Object.keys({ ...deployInput.shape, ...scenarioFields }).filter((key) => !key.startsWith('AWS_'))
    expect(rows.map(([, key]) => key).toSorted()).toEqual(keys.toSorted())
  })

  test('tells the defaults truly', () => {
    const defaults = { ...deployInput.parse({}), ...z.object(scenarioFields).parse({}) }
    const told = new Map(rows.map(([, key, , value = '']) => [key, value.replaceAll('`', '')]))
    // What is null where it is left out has no value that would say what it means.
    for (const [key, value] of Object.entries(defaults).filter(([, value]) => value !== null)) {
      expect([key, told.get(key)]).toEqual([key, typeof value === 'string' ? value : JSON.stringify(value)])
    }
  })
})

test('the runbook has a section for each failure, and none for any other', () => {
  const page = join('docs', 'runbook.md')
  const sections = [...text(page).matchAll(/^### `?([a-z]+-[a-z-]+)`?$/gm)].map(([, name]) => name)
  expect(sections.toSorted()).toEqual(failureNames.toSorted())
})

test.each(pages)('every link of %s to a file of the project leads somewhere', (page) => {
  const links = [...text(page).matchAll(/\]\(([^)#:\s]+)(#[^)]*)?\)/g)].map(([, link = '']) => link)
  expect(links.filter((link) => !existsSync(join(root, dirname(page), link)))).toEqual([])
})
