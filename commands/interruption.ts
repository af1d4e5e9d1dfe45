/** Ctrl-C or a termination signal; its message is the line to show. */
export class Interrupted extends Error {}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Resolves at the first signal that asks the command to end. */
export function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    // For good: a signal may come twice, and the second one is not to kill what cleans up.
    for (const signal of signals) process.on(signal, () => resolve())
  })
}

/** The work's result, or Interrupted as soon as a signal asks the command to end; `consequence` says what that means. */
export async function unlessInterrupted<Result>(work: Promise<Result>, consequence: string): Promise<Result> {
  return Promise.race([
    work,
    untilInterrupted().then(() => {
      throw new Interrupted(`interrupted: ${consequence}`)
    }),
  ])
}
