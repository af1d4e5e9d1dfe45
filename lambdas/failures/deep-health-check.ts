import * as z from 'zod'
import { parameterFailure } from './parameter-failure.ts'

/** Health checks read the table: an instance that cannot is taken out of rotation, whosever fault it is. */
export const deepHealthCheck = parameterFailure({
  does: 'Makes health checks read the table, so that an instance that cannot is called unhealthy.',
  parameter: 'healthCheck',
  options: z.strictObject({}),
  value: () => 'deep',
})
