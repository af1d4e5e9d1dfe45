import type { Look } from '../judging/sample.ts'

/** How long a target was in one state without a break. */
export interface Band {
  from: number
  until: number
  state: string
  reason: string
}

/** One target over the whole run. */
export interface TargetBands {
  id: string
  zone: string
  bands: Band[]
}

/** The targets in the order of their zones, and in a zone as they came, each with its states one after the other. */
export function bandsOf(looks: readonly Look[], end: number): TargetBands[] {
  const targets = new Map<string, TargetBands>()
  for (const [index, { at, targets: seen }] of looks.entries()) {
    const until = looks[index + 1]?.at ?? end
    for (const { id, zone, state, reason = '', description = '' } of seen) {
      const known = targets.get(id) ?? { id, zone, bands: [] }
      targets.set(id, { ...known, zone: known.zone || zone })
      extend(known.bands, { from: at, until, state, reason: [reason, description].filter(Boolean).join(': ') })
    }
  }
  return [...targets.values()].sort((one, other) => one.zone.localeCompare(other.zone) || start(one) - start(other))
}

function extend(bands: Band[], next: Band): void {
  const last = bands.at(-1)
  if (last && last.until === next.from && last.state === next.state && last.reason === next.reason)
    last.until = next.until
  else bands.push(next)
}

function start({ bands }: TargetBands): number {
  return bands[0]?.from ?? 0
}
