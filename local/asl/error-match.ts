import type { StateError } from './state-error.ts'

const timeouts = ['States.Timeout', 'States.HeartbeatTimeout']

/** Whether an ErrorEquals list takes a failure. Source: Amazon States Language, Error names. */
export function matches(errorEquals: readonly string[], failure: StateError): boolean {
  if (failure.isFatal) return false
  return errorEquals.some((name) => matchesName(name, failure))
}

function matchesName(name: string, { error, particulars }: StateError): boolean {
  if (name === error || (name === particulars.alias && name !== undefined)) return true
  // The one error that only its own name can catch.
  if (error === 'States.DataLimitExceeded') return false
  if (name === 'States.ALL') return true
  return name === 'States.TaskFailed' && !timeouts.includes(error ?? '')
}
