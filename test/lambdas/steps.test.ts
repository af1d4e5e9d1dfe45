import { describe, expect, test } from '@jest/globals'
import { type Step, steps } from '../../lambdas/steps.ts'
import './account.ts'
import './five-questions.ts'
import './leftovers.ts'
import './lock.ts'
import './mending.ts'
import { actionsAllowedBy, actionsUsedBy } from './step-roles.ts'

/** The scenario's steps have tests of their own. */
const rows = Object.entries(steps as Record<string, Step>).filter(([, { file }]) => !file.startsWith('scenario/'))

/** After all the tests above, in which each step had the rights of its row only: what it lacked was denied. */
describe('the row of the table', () => {
  test.each(rows)('of %s allows exactly the actions that the step has used', (name, row) => {
    expect(actionsUsedBy(name)).toEqual(actionsAllowedBy(row))
  })
})
