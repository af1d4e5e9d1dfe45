import type { Clock } from '../../../clock.ts'
import type { Instance } from './instance.ts'
import type { InstanceStateName } from './instance-attributes.ts'

/** Told about each change of an instance's state, once it has come about. */
export type StateListener = (instance: Instance, state: InstanceStateName) => void

/** Who wants to know when the clock takes instances from one state to the next. */
export class StateChanges {
  readonly #listeners = new Set<StateListener>()

  /** Calls `listener` at each change from now on, until the returned function is called. */
  subscribe(listener: StateListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Tells the listeners `milliseconds` of cloud time from now, unless the instance has gone another way by then. */
  announce(clock: Clock, instance: Instance, state: InstanceStateName, milliseconds: number): void {
    const due = clock.now() + milliseconds
    const tell = () => {
      const early = due - clock.now()
      // A timer of the wall's may ring before its time, when the state is still the one before.
      if (early > 0) clock.after(early, tell)
      else if (instance.stateName === state) for (const listener of this.#listeners) listener(instance, state)
    }
    clock.after(milliseconds, tell)
  }
}
