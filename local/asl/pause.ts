import type { Clock } from '../clock.ts'

/** Sleeps on the cloud's clock, not at all for no time; rejects with the signal's reason when aborted. */
export async function pause(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  if (milliseconds > 0) await clock.sleep(milliseconds, signal)
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
