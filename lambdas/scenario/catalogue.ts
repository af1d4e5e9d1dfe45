import resilience from '../../statemachine/scenarios/resilience.json' with { type: 'json' }
import slowDependency from '../../statemachine/scenarios/slow-dependency.json' with { type: 'json' }
import zoneLoss from '../../statemachine/scenarios/zone-loss.json' with { type: 'json' }

/** The scenarios that come with the product, under the names of their files: the phases of each, as data. */
export const catalogue: Readonly<Record<string, readonly unknown[]>> = {
  resilience: resilience.phases,
  'slow-dependency': slowDependency.phases,
  'zone-loss': zoneLoss.phases,
}
