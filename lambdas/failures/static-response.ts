import * as z from 'zod'
import { parameterFailure } from './parameter-failure.ts'

/** Not a failure but the answer to one: servers that cannot read the table answer with a recommendation of their own. */
export const staticResponse = parameterFailure({
  does: 'Lets servers that cannot read the table answer with a static recommendation.',
  mitigates: true,
  parameter: 'failureResponse',
  options: z.strictObject({}),
  value: () => 'static',
})
