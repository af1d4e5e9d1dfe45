import type {
  ChoiceState,
  FailState,
  MapState,
  ParallelState,
  PassState,
  SucceedState,
  TaskState,
  WaitState,
} from '../definition.ts'
import type { Outcome, Visit } from '../visit.ts'
import { choice } from './choice.ts'
import { fail } from './fail.ts'
import { map } from './map.ts'
import { parallel } from './parallel.ts'
import { pass } from './pass.ts'
import { succeed } from './succeed.ts'
import { task } from './task.ts'
import { wait } from './wait.ts'

/** Does what the state's type calls for, once. Rejects with a StateError when it fails. */
export function runState(visit: Visit): Promise<Outcome> {
  switch (visit.state.Type) {
    case 'Pass':
      return pass(visit as Visit<PassState>)
    case 'Task':
      return task(visit as Visit<TaskState>)
    case 'Wait':
      return wait(visit as Visit<WaitState>)
    case 'Choice':
      return choice(visit as Visit<ChoiceState>)
    case 'Parallel':
      return parallel(visit as Visit<ParallelState>)
    case 'Map':
      return map(visit as Visit<MapState>)
    case 'Succeed':
      return succeed(visit as Visit<SucceedState>)
    case 'Fail':
      return fail(visit as Visit<FailState>)
  }
}
