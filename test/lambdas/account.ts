import { afterAll, beforeAll } from '@jest/globals'
import type { Cloud } from '../../local/cloud.ts'
import { makeRunsTable, openAccount } from './local-account.ts'
import { makeStepRoles } from './step-roles.ts'
import { actAs } from './step-run.ts'

let cloud: Cloud

beforeAll(async () => {
  // Instances that never come to their user data: no test here needs a server, and many would be started.
  cloud = await openAccount({ latencies: { instanceBoot: 1_000_000 } })
  await makeRunsTable()
  actAs(await makeStepRoles(cloud))
})

afterAll(() => cloud.close())

/** The one account of the tests that run steps, each step with its own role's rights. */
export function account(): Cloud {
  return cloud
}
