import type { z } from 'zod'
import type { Permission } from '../core/step-row.ts'

/** Things a failure may change, in words, and how they are at the moment. Two looks that differ name the difference. */
export type Facts = Record<string, string>

/** The instances or zones that a failure picked. Picked once: a step that is tried again must not break a second one. */
export interface Chosen {
  instances: string[]
  zones: string[]
}

/** One deployed service during one run, as a failure sees it. */
export interface Scene extends Chosen {
  service: string
  /** The ARN of the execution that breaks the service. */
  execution: string
  /** How everything was before the run. */
  before: Facts
  /** UTC time at which an injected value expires by itself, whether or not anybody lifts it. */
  until: string
  /** Whether all that was broken has been lifted for so long that a target which is unhealthy still is broken itself. */
  isRecovered: boolean
}

/** One way to break a service, or a guard against what breaking it would set off. */
export interface Failure {
  does: string
  /** A guard holds until everything else is lifted and the service is well; lifting failures leaves it in place. */
  guard: boolean
  /** Makes other failures bearable: it is lifted only once those before it in the order of lifting are. */
  mitigates: boolean
  /** What a scenario may say about it beside its name. */
  options: z.ZodObject
  /** The AWS actions of each verb. */
  allows: { look: readonly Permission[]; inject: readonly Permission[]; lift: readonly Permission[] }
  /** How the things it may change are now; the same as before the run once it is lifted. */
  look(service: string): Promise<Facts>
  /** Picks what it will break. `affected` are the instances that failures of this run have picked already. */
  choose(service: string, affected: readonly string[], options: Record<string, unknown>): Promise<Chosen>
  /** Breaks the service; calling it again changes nothing. */
  inject(scene: Scene, options: Record<string, unknown>): Promise<void>
  /** Undoes it, also when it was injected in part or not at all. Throws `InUse` while it cannot be undone safely. */
  lift(scene: Scene): Promise<void>
}

type Definition<Options extends z.ZodObject> = Omit<
  Failure,
  'guard' | 'mitigates' | 'options' | 'choose' | 'inject'
> & {
  guard?: true
  mitigates?: true
  options: Options
  choose?(service: string, affected: readonly string[], options: z.output<Options>): Promise<Chosen>
  inject(scene: Scene, options: z.output<Options>): Promise<void>
}

/** A failure from its definition, whose functions get options of the type its schema says. */
export function failure<Options extends z.ZodObject>(definition: Definition<Options>): Failure {
  const { options } = definition
  return {
    guard: false,
    mitigates: false,
    ...definition,
    choose: async (service, affected, given) =>
      (await definition.choose?.(service, affected, options.parse(given))) ?? { instances: [], zones: [] },
    inject: (scene, given) => definition.inject(scene, options.parse(given)),
  }
}
