import type { Flags, Machine } from '../flags.ts'

/** A machine, and what it is started with. */
export interface Planned {
  machine: Machine
  input: Record<string, unknown>
}

/** Windows that suit a laptop: short, with many probes, so that a rehearsal takes a minute of wall time. */
const laptopWindows = {
  observe: { seconds: 1.5, perSecond: 40, looksPerSecond: 5, ceilingSeconds: 90, steadySeconds: 1 },
}

/** The input that only a scenario understands. */
export const ofScenario = ['scenario', 'phases', 'observe']

/**
 * The machines that the flags ask for, in order. For an embedded cloud the windows are shorter, unless the input has its
 * own; where two machines run, each gets the part of the input that is for it.
 */
export function planFor(
  flags: Flags & { service: string },
  input: Record<string, unknown>,
  embedded: boolean,
): Planned[] {
  return machinesFor(flags, embedded).map((machine, _, { length }) => {
    const windows = embedded && (machine === 'scenario' || machine === 'rehearsal') ? laptopWindows : {}
    return {
      machine,
      input: { service: flags.service, ...windows, ...(length > 1 ? partFor(machine, input) : input) },
    }
  })
}

/** An embedded cloud starts empty: a scenario needs a service to break, so it is deployed first. */
function machinesFor({ only, keep }: Flags, embedded: boolean): Machine[] {
  if (only === 'scenario' && embedded) return ['deploy', 'scenario']
  return only === 'rehearsal' && keep ? ['deploy', 'scenario'] : [only]
}

function partFor(machine: Machine, input: Record<string, unknown>): Record<string, unknown> {
  const isFor = (key: string) => ofScenario.includes(key) === (machine === 'scenario')
  return Object.fromEntries(Object.entries(input).filter(([key]) => isFor(key)))
}
