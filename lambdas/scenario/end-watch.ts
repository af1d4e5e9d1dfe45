import { payload, step } from '../core/step.ts'
import { markRestoring } from './record/run.ts'

/** Ends the watch: the phases are through, and nothing is injected any more. */
export const EndWatch = step(payload({}), async ({ execution }) => {
  await markRestoring(execution)
  return {}
})
