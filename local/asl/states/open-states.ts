import type { Branch } from '../branch.ts'
import type { Visit } from '../visit.ts'

/**
 * Records that a branch was left where it stood because a sibling failed. All these events point to the failing
 * one, and the chain passes them by.
 */
export function recordLeft(visit: Visit, branch: Branch, culpritEventId: number) {
  const { entered, stateName, children = [] } = branch.position
  const type = branch.group.States[stateName]?.Type
  if (!entered || branch.result) return
  if (type === 'Task' || type === 'Wait') visit.note(`${type}StateAborted`, culpritEventId)
  if (type !== 'Map' && type !== 'Parallel') return
  for (const [index, child] of children.entries()) {
    if (!child || child.result) continue
    if (type === 'Map') recordIterationLeft(visit, { name: stateName, index }, culpritEventId)
    recordLeft(visit, child, culpritEventId)
  }
  visit.note(`${type}StateAborted`, culpritEventId)
}

/** Records that an iteration of a Map was given up because another failed. */
export function recordIterationLeft(visit: Visit, iteration: { name: string; index: number }, culpritEventId: number) {
  visit.note('MapIterationAborted', culpritEventId, { mapIterationAbortedEventDetails: iteration })
}

/** Records the end of the task that failed its whole branch; other states have their own events for that. */
export function recordCulprit(visit: Visit, branch: Branch) {
  if (branch.group.States[branch.position.stateName]?.Type === 'Task')
    visit.note('TaskStateAborted', branch.previousEventId)
}
