import * as z from 'zod'
import { exactly } from '../core/step.ts'
import { catalogue } from './catalogue.ts'
import { Phases } from './phase.ts'

const names = Object.keys(catalogue)
const scenarioRule = `must be one of ${names.join(', ')}; or give phases`
const secondsRule = 'must be a number of seconds from 1 to 600'
const rateRule = 'must be a number from 0.2 to 50'
const steadyRule = 'must be a number of seconds from 1 to 300'
const looksRule = 'must be a number from 0.2 to 10'
/** 36 without exception confirm that all are; a window may miss some at its ends. */
const fewestProbes = 40
const ceilingRule = 'must be a number of seconds from 1 to 900'

const Observe = exactly({
  /** How long each phase is watched once its promise holds. */
  seconds: z.number(secondsRule).min(1, secondsRule).max(600, secondsRule).default(60),
  /** Requests sent to the endpoint, on schedule whether or not earlier ones have been answered. */
  perSecond: z.number(rateRule).min(0.2, rateRule).max(50, rateRule).default(5),
  /** Looks at the health of the targets. */
  looksPerSecond: z.number(looksRule).min(0.2, looksRule).max(10, looksRule).default(1),
  /** The longest that any phase may take to show its effect, where its own ceiling is longer. */
  ceilingSeconds: z.number(ceilingRule).min(1, ceilingRule).max(900, ceilingRule).optional(),
  /** How long a promise must hold before it has taken effect; left out, as long as the nodes of the load balancer may differ. */
  steadySeconds: z.number(steadyRule).min(1, steadyRule).max(300, steadyRule).optional(),
}).refine(({ seconds, perSecond }) => seconds * perSecond >= fewestProbes, {
  path: ['seconds'],
  error: `times perSecond must be at least ${fewestProbes}: fewer probes cannot confirm that all requests are answered as promised`,
})

export type Observe = z.output<typeof Observe>

/** What Scenario understands besides the service. `phases` take the place of those of the named scenario. */
export const scenarioFields = {
  scenario: z.enum(names, scenarioRule).default('resilience'),
  phases: Phases.optional(),
  observe: Observe.prefault({}),
}
