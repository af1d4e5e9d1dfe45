import type { TargetClaim } from '../promise.ts'
import { alwaysFinding, type Finding } from './finding.ts'
import type { Look, Target } from './sample.ts'
import type { Terms } from './terms.ts'

/** Targets in these states get no new requests and are on their way out: nobody counts on them. */
const leaving = ['draining', 'unused']

/** Whether one look at the targets is what the claim says. */
export function matches(claim: TargetClaim, { targets }: Look, terms: Terms): boolean {
  const group = members(claim, targets, terms)
  if (claim.state === 'gone') return group.length === 0
  const fitting = group.filter((target) => fits(claim, target))
  if (typeof claim.count === 'number') return fitting.length === claim.count
  const enough = claim.count === 'capacity' ? fitting.length === terms.capacity : fitting.length > 0
  return enough && fitting.length === group.length
}

/** The claim held against every look at the targets. */
export function targetFinding(claim: TargetClaim, looks: readonly Look[], terms: Terms): Finding {
  const exceptions = looks.filter((sample) => !matches(claim, sample, terms))
  return alwaysFinding(`${claimText(claim)}, in every look`, looks.length, exceptions.map(statesText))
}

/** The claim that such a state was seen at least once. */
export function passingFinding(claim: TargetClaim, looks: readonly Look[], terms: Terms): Finding {
  const hit = looks.find((sample) => matches(claim, sample, terms))
  const verdict = hit ? 'as-designed' : looks.length > 0 ? 'not-as-designed' : 'inconclusive'
  const seen = hit ? statesText(hit) : `not in ${looks.length} looks`
  return { claim: `${claimText(claim)}, at some moment`, seen, met: hit !== undefined, verdict }
}

function members(claim: TargetClaim, targets: readonly Target[], { affected }: Terms): Target[] {
  if (claim.of === 'affected') return targets.filter(({ id }) => affected.includes(id))
  const staying = targets.filter(({ state }) => claim.state === state || !leaving.includes(state))
  return claim.of === 'all' ? staying : staying.filter(({ id }) => !affected.includes(id))
}

function fits(claim: TargetClaim, target: Target): boolean {
  return (
    target.state === claim.state &&
    (claim.reason === undefined || target.reason === claim.reason) &&
    (claim.description === undefined || target.description === claim.description)
  )
}

function claimText({ of, state, reason, description, count }: TargetClaim): string {
  const who = { all: 'targets', affected: 'affected targets', others: 'other targets' }[of]
  const howMany = { every: `all ${who}`, capacity: `all ${who}, at full capacity,` }[count] ?? `${count} ${who}`
  const why = [reason, description].filter(Boolean).join(' ')
  return `${howMany} ${state}${why ? ` (${why})` : ''}`
}

function statesText({ targets }: Look): string {
  if (targets.length === 0) return 'no targets'
  return targets.map(({ id, state, reason }) => `${id} ${state}${reason ? ` (${reason})` : ''}`).join(', ')
}
