import type { Timer } from '../../clock.ts'
import type { Cloud } from '../../cloud.ts'
import type { Activity } from './groups/activity.ts'
import type { Group } from './groups/group.ts'
import { reconcile } from './reconciler/reconcile.ts'

/** How often groups are looked after, in cloud milliseconds. */
const intervalMilliseconds = 1000

/** How many activities of deleted groups are kept. */
const deletedActivitiesLimit = 1000

/** Auto Scaling groups, and the reconciler that keeps them at their capacity. */
export class AutoScalingState {
  readonly cloud: Cloud
  readonly groups = new Map<string, Group>()
  /** Activities of groups that are gone, the newest first. */
  deletedActivities: Activity[] = []
  #timer: Timer | undefined

  constructor(cloud: Cloud) {
    this.cloud = cloud
  }

  add(group: Group): void {
    this.groups.set(group.name, group)
    this.#timer ??= this.cloud.clock.every(intervalMilliseconds, () => this.#reconcileAll())
  }

  close(): void {
    this.#timer?.cancel()
  }

  /** A defect with one group must not stop the others, nor the clock. */
  #reconcileAll(): void {
    for (const group of this.groups.values()) {
      try {
        reconcile(this.cloud, group)
      } catch (error) {
        this.cloud.note(`defect: Auto Scaling group ${group.name}: ${(error as Error).stack}`)
      }
      if (group.deletion && group.members.length === 0) this.#remove(group)
    }
    if (this.groups.size > 0) return
    this.#timer?.cancel()
    this.#timer = undefined
  }

  #remove(group: Group): void {
    this.groups.delete(group.name)
    this.cloud.tags.forget(group.arn)
    this.deletedActivities = [...group.activities, ...this.deletedActivities].slice(0, deletedActivitiesLimit)
  }
}
