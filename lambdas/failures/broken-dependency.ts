import * as z from 'zod'
import { parameterFailure } from './parameter-failure.ts'

/** The servers are told a table that does not exist: every read of the dependency fails, on all instances at once. */
export const brokenDependency = parameterFailure({
  does: 'Names a table that does not exist, so that every read of the dependency fails.',
  parameter: 'table',
  options: z.strictObject({}),
  value: () => 'this-is-not-a-table',
})
