import { globSync, readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { validatedServices } from '../../local/validation/constraints.ts'
import { extract } from '../../local/validation/extract.ts'

const [site = ''] = globSync('.venv-test/lib/python*/site-packages')

test.each(validatedServices)(
  "the constraints of %s are those of AWS's model: node local/validation/extract.ts SITE-PACKAGES writes them",
  (name) => {
    expect(extract(site, name)).toBe(readFileSync(`local/validation/tables/${name}.json`, 'utf8'))
  },
)
