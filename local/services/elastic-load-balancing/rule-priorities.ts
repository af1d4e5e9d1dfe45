import { AwsError } from '../../aws-error.ts'
import { invalid } from './errors.ts'
import type { Listener } from './listener.ts'
import type { Rule } from './rule.ts'

/** Refuses priorities that rules of the listener have, other than those which get a new one. */
export function checkPriorities(listener: Listener, changes: readonly { priority: number; rule?: Rule }[]) {
  const priorities = changes.map(({ priority }) => priority)
  for (const priority of priorities)
    if (priorities.indexOf(priority) !== priorities.lastIndexOf(priority))
      throw invalid(`Priority '${priority}' was provided multiple times`)
  const staying = [...listener.rules.values()].filter((rule) => !changes.some((change) => change.rule === rule))
  const taken = staying.find(({ priority }) => priorities.includes(priority))
  if (taken) throw new AwsError('PriorityInUse', `Priority '${taken.priority}' is currently in use`)
}
