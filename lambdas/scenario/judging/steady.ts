/** How long a promise must hold before it counts as more than a lucky moment, and how often it is looked at. */
export interface Pace {
  steadySeconds: number
  probesPerSecond: number
  looksPerSecond: number
}

/** Where the input leaves it out, a promise must hold for so long at least, or for one interval of the health checks. */
export const shortestSteadySeconds = 2

/** And over so many probes and looks, however seldom they come. */
const steadyProbes = 10
const steadyLooks = 2

/** How long a promise must have held to count as an effect. */
export function steadySecondsFor({ steadySeconds, probesPerSecond, looksPerSecond }: Pace): number {
  return Math.max(steadySeconds, steadyProbes / probesPerSecond, steadyLooks / looksPerSecond)
}
