import { describe, expect, test } from '@jest/globals'
import type { Step } from '../../lambdas/core/step-row.ts'
import { steps } from '../../lambdas/steps.ts'
import './account.ts'
import './steps/auto-scaling-group.ts'
import './steps/five-questions.ts'
import './steps/instance-policy.ts'
import './steps/launch-template.ts'
import './steps/leftovers.ts'
import './steps/listener.ts'
import './steps/load-balancer.ts'
import './steps/lock.ts'
import './steps/network.ts'
import './steps/parameters.ts'
import './steps/security-groups.ts'
import './steps/table.ts'
import './steps/target-group.ts'
import { actionsAllowedBy, actionsUsedBy } from './step-roles.ts'

// All tests of the deploy and teardown steps, a file each in steps/. They run in one process, so that the last one can
// compare what each step did with what its row allows.

/** The scenario's steps have tests of their own. */
const rows = Object.entries(steps as Record<string, Step>).filter(([, { file }]) => !file.startsWith('scenario/'))

/** After all the tests above, in which each step had the rights of its row only: what it lacked was denied. */
describe('the row of the table', () => {
  test.each(rows)('of %s allows exactly the actions that the step has used', (name, row) => {
    expect(actionsUsedBy(name)).toEqual(actionsAllowedBy(row))
  })
})
