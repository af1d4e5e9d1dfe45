/** What a StateError can carry beyond its name and cause. */
interface Particulars {
  /** The field whose expression failed, such as `Output/name`: recorded as an EvaluationFailed event. */
  location?: string
  /** Found by the interpreter, not reported by a task: the cause will name the state. */
  interpreter?: boolean
  /** A second name that Retry and Catch know the error by. */
  alias?: string
}

/** A failure of a state, with the error name that Retry and Catch match on. */
export class StateError extends Error {
  override readonly name = 'StateError'
  readonly error: string | undefined
  override readonly cause: string | undefined
  readonly particulars: Particulars

  constructor(error: string | undefined, cause?: string, particulars: Particulars = {}) {
    super(cause ?? error ?? 'failed')
    this.error = error
    this.cause = cause
    this.particulars = particulars
  }

  /** An expression that failed, or gave what its field cannot take. */
  static query(cause: string, location: string): StateError {
    return new StateError('States.QueryEvaluationError', cause, { location, interpreter: true })
  }

  /** An error of the execution itself, which nothing catches. */
  static runtime(cause: string): StateError {
    return new StateError('States.Runtime', cause, { interpreter: true })
  }

  /** Ends the execution whatever its states would retry or catch. */
  get isFatal(): boolean {
    return this.error === 'States.Runtime'
  }

  /** The same failure, saying which state it happened in. */
  attributedTo(stateName: string, enteredEventId: number): StateError {
    if (!this.particulars.interpreter) return this
    const where = `An error occurred while executing the state '${stateName}' (entered at the event id #${enteredEventId}). `
    const { interpreter: _, ...rest } = this.particulars
    return new StateError(this.error, where + (this.cause ?? ''), rest)
  }

  /** The failure as the states around it see it: already recorded. */
  passedOn(): StateError {
    const { location: _, ...rest } = this.particulars
    return new StateError(this.error, this.cause, rest)
  }

  /** What a Catch gets as `$states.errorOutput`. */
  get output(): { Error: string; Cause: string } {
    return { Error: this.error ?? '', Cause: this.cause ?? '' }
  }

  /** The members `error` and `cause` of a history event. */
  get details(): { error?: string; cause?: string } {
    return {
      ...(this.error !== undefined && { error: this.error }),
      ...(this.cause !== undefined && { cause: this.cause }),
    }
  }
}
