import type { Clock } from '../clock.ts'

/** No timer of the runtime can be set further ahead than this, in wall time. */
const longestTimerMilliseconds = 2 ** 31 - 1

/** Sleeps on the cloud's clock, also for months; rejects with the signal's reason when aborted. */
export async function pause(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  const end = clock.now() + milliseconds
  const longest = longestTimerMilliseconds * Math.min(1, clock.speed || 1)
  while (clock.now() < end) await clock.sleep(Math.min(end - clock.now(), longest), signal)
}

/** Calls `action` after a time on the cloud's clock, unless the signal is aborted before. */
export function later(clock: Clock, milliseconds: number, signal: AbortSignal, action: () => void) {
  pause(clock, milliseconds, signal).then(action, () => {})
}

/** A controller that is aborted with `parent`; to be disposed of when what it controls has ended. */
export function childController(parent: AbortSignal): AbortController & Disposable {
  const controller = new AbortController()
  const abort = () => controller.abort(parent.reason)
  if (parent.aborted) abort()
  else parent.addEventListener('abort', abort, { once: true })
  const release = () => parent.removeEventListener('abort', abort)
  return Object.assign(controller, { [Symbol.dispose]: release })
}
