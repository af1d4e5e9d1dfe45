/** What the words of a promise refer to in one phase of one run. */
export interface Terms {
  /** The group's desired number of instances before the run. */
  capacity: number
  /** Zones with an instance before the run. */
  zones: readonly string[]
  /** Instances that the failures of this run chose. */
  affected: readonly string[]
  /** Zones that the failures of this run took away. */
  affectedZones: readonly string[]
}
