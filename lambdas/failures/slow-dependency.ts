import * as z from 'zod'
import { parameterFailure } from './parameter-failure.ts'

const delayRule = 'must be a whole number of milliseconds from 1 to 10000'

/** The table answers late. From one second on the servers give up waiting, as they would on a table that hangs. */
export const slowDependency = parameterFailure({
  does: 'Delays every read of the table.',
  parameter: 'dependencyDelay',
  options: z.strictObject({
    delayMilliseconds: z.int(delayRule).min(1, delayRule).max(10_000, delayRule).default(500),
  }),
  value: ({ delayMilliseconds }) => String(delayMilliseconds),
})
