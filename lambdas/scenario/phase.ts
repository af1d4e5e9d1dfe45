import * as z from 'zod'
import { exactly } from '../core/step.ts'
import { type FailureName, failureNames, failures, inOrderOfLifting } from '../failures/index.ts'
import { Promised } from './promise.ts'

/** One failure to inject, with what the scenario says about it. */
export interface Injection {
  failure: FailureName
  options: Record<string, unknown>
}

/** One phase of a scenario: what is changed, what the design promises then, and how long that may take to show. */
export interface Phase {
  name: string
  /** Failures of earlier phases that end here, in the order of lifting. */
  lift: FailureName[]
  inject: Injection[]
  promise: Promised
  ceilingSeconds: number
}

const failureRule = `must be one of ${failureNames.join(', ')}`
const Name = z.enum(failureNames, failureRule)
const nameRule = 'must be 1 to 40 lowercase letters, digits and hyphens, starting with a letter'
const ceilingRule = 'must be a number of seconds from 1 to 900'

/** Either the name alone, or an object with the name as `failure` and the failure's own options beside it. */
const Injected = z
  .union([z.string(), z.looseObject({ failure: z.string() })], failureRule)
  .transform((given, context) => {
    const { failure: name, ...rest } = typeof given === 'string' ? { failure: given } : given
    const failure = Name.safeParse(name)
    if (!failure.success) return refuse(context, failure.error, typeof given === 'string' ? [] : ['failure'])
    const options = failures[failure.data].options.safeParse(rest)
    if (!options.success) return refuse(context, options.error, [])
    return { failure: failure.data, options: options.data } satisfies Injection
  })

const RawPhase = exactly({
  name: z.string(nameRule).regex(/^[a-z][a-z0-9-]{0,39}$/, nameRule),
  lift: z
    .union([z.literal('everything'), z.array(Name)], `must be "everything" or a list, each ${failureRule}`)
    .default([]),
  inject: z.array(Injected).default([]),
  promise: Promised,
  ceilingSeconds: z.number(ceilingRule).min(1, ceilingRule).max(900, ceilingRule).default(120),
})

const mostPhases = 20
const countRule = `must be a list of 1 to ${mostPhases} phases`

/** The phases of a scenario. A mistake names the phase by its place and name, and then the field. */
export const Phases = z
  .array(z.unknown(), countRule)
  .min(1, countRule)
  .max(mostPhases, countRule)
  .transform((raw, context) => {
    const parsed = raw.map((each, index) => parsedPhase(each, index, context))
    const phases = parsed.filter((phase) => phase !== undefined)
    // Where one phase is wrong, what those after it lift and inject cannot be judged.
    return phases.length === parsed.length ? inContext(phases, context) : z.NEVER
  })

function parsedPhase(raw: unknown, index: number, context: z.RefinementCtx): z.output<typeof RawPhase> | undefined {
  const result = RawPhase.safeParse(raw)
  if (result.success) return result.data
  refuse(context, result.error, [label(index, (raw as { name?: unknown } | null)?.name)])
  return undefined
}

const unguarded =
  'deep-health-check needs replacement-suspended in place, or the group may terminate every instance that fails a check'

/** Resolves what a phase lifts by what earlier ones have injected, and refuses what makes no sense in that order. */
function inContext(raw: z.output<typeof RawPhase>[], context: z.RefinementCtx): Phase[] {
  const active = new Set<FailureName>()
  const names = new Set<string>()
  return raw.map((phase, index) => {
    const complain = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [label(index, phase.name), field], message })
    if (names.has(phase.name)) complain('name', 'is the name of an earlier phase')
    names.add(phase.name)
    if (index === 0 && phase.inject.length > 0) {
      complain('inject', 'must be empty: the first phase is the steady state, before anything is broken')
    }
    const lift = lifted(phase.lift, active, (name) => complain('lift', `${name} was not injected before`))
    for (const name of lift) active.delete(name)
    for (const { failure } of phase.inject) {
      if (active.has(failure)) complain('inject', `${failure} is in place already: lift it first`)
      active.add(failure)
    }
    if (active.has('deep-health-check') && !active.has('replacement-suspended')) {
      if (phase.inject.some(({ failure }) => failure === 'deep-health-check')) complain('inject', unguarded)
      if (lift.includes('replacement-suspended')) complain('lift', unguarded)
    }
    return { ...phase, lift }
  })
}

function lifted(wanted: 'everything' | FailureName[], active: Set<FailureName>, complain: (name: FailureName) => void) {
  if (wanted === 'everything') return inOrderOfLifting(active).filter((name) => !failures[name].guard)
  for (const name of wanted) if (!active.has(name)) complain(name)
  return inOrderOfLifting(wanted)
}

function label(index: number, name: unknown): string {
  return typeof name === 'string' ? `${index} (${name})` : String(index)
}

/** Hands the issues of a nested schema on, each under the path of the field it is about. */
function refuse(context: z.RefinementCtx, { issues }: z.ZodError, at: PropertyKey[]): never {
  for (const issue of issues) {
    const fields = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [key]) : [[]]
    for (const field of fields) {
      context.addIssue({ code: 'custom', path: [...at, ...issue.path, ...field], message: issue.message })
    }
  }
  return z.NEVER
}
