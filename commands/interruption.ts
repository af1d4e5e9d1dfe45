/** Ctrl-C or a termination signal; its message is the line to show. */
export class Interrupted extends Error {}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** The longest that a timer of Node can be set to. */
const longestDelay = 2 ** 31 - 1

/** Resolves at the first signal that asks the command to end. */
export function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    // A listener alone keeps no process alive.
    const waiting = setInterval(() => {}, longestDelay)
    const end = () => {
      clearInterval(waiting)
      resolve()
    }
    // For good: a signal may come twice, and the second one is not to kill what cleans up.
    for (const signal of signals) process.on(signal, end)
  })
}

/** The work's result, or Interrupted as soon as a signal asks the command to end; `consequence` says what that means. */
export async function unlessInterrupted<Result>(work: Promise<Result>, consequence: string): Promise<Result> {
  return new Promise((resolve, reject) => {
    for (const signal of signals) process.on(signal, () => reject(new Interrupted(`interrupted: ${consequence}`)))
    work.then(resolve, reject)
  })
}
