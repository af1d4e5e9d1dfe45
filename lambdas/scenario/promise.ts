import * as z from 'zod'
import { exactly } from '../core/step.ts'

const shareRule = 'must be a share from 0 to 1'
const share = z.number(shareRule).min(0, shareRule).max(1, shareRule)

const mostCharacters = 500
const textRule = `must be 1 to ${mostCharacters} characters`
/** The result of a run has to fit into the state of a state machine, with all that it quotes of its promises. */
const text = z.string(textRule).min(1, textRule).max(mostCharacters, textRule)
const countRule = 'must be "every", "capacity" or a whole number from 0'

/** A share of the requests: `{"min": 1}` is every one, `{}` is any number of them. */
const Bounds = exactly({ min: share.default(0), max: share.default(1) }).refine(
  ({ min, max }) => min <= max,
  'min must not be above max',
)

/** The sources that may answer and how often; a source that is not named must not occur at all. */
const Mix = exactly({ table: Bounds.optional(), static: Bounds.optional(), error: Bounds.optional() }).refine(
  (mix) => Object.keys(mix).length > 0,
  'name at least one of table, static, error',
)

const Source = z.enum(['table', 'static', 'error'])

const TargetClaim = exactly({
  /** `affected` are the instances that this run's failures chose, `others` the rest; leaving targets are in neither. */
  of: z.enum(['all', 'affected', 'others']),
  state: z.enum(['initial', 'healthy', 'unhealthy', 'draining', 'unused', 'gone']),
  reason: text.optional(),
  description: text.optional(),
  /** `every` one of them, every one and as many as the group's desired `capacity`, or exactly so many. */
  count: z.union([z.literal(['every', 'capacity']), z.int().min(0)], countRule).default('every'),
})

const mostClaims = 20
const claimsRule = `must be at most ${mostClaims} claims`
const claims = z.array(TargetClaim).max(mostClaims, claimsRule)

const milliseconds = z.number().min(0)
const LatencyBounds = exactly({ min: milliseconds.default(0), max: milliseconds.optional() }).refine(
  ({ min, max = Number.POSITIVE_INFINITY }) => min <= max,
  'min must not be above max',
)

/** What the design promises while a failure lasts, as data that a verdict can be computed from. */
export const Promised = exactly({
  /** The promise in words, for the reader of the report. */
  says: text,
  mix: Mix,
  statuses: z.array(z.int().min(100).max(599)).min(1),
  /** Which source answers from the instances that failures chose, and which from the rest. */
  answers: exactly({ affected: Source.optional(), others: Source.optional() }).optional(),
  targets: claims.min(1, 'must be at least one claim'),
  /** `every` zone answers; or only the `others`, and none that a failure took away. */
  zones: z.enum(['every', 'others']).optional(),
  latencyMs: exactly({
    p50: LatencyBounds.optional(),
    p95: LatencyBounds.optional(),
    p99: LatencyBounds.optional(),
  }).optional(),
  /** States that must be seen at some moment between the injection and the end of the window. */
  onTheWay: claims.optional(),
  /** The mix that holds from the very start of the phase, also before the failure has taken effect. */
  throughout: Mix.optional(),
})

export type Promised = z.infer<typeof Promised>
export type Bounds = z.infer<typeof Bounds>
export type Mix = z.infer<typeof Mix>
export type TargetClaim = z.infer<typeof TargetClaim>
