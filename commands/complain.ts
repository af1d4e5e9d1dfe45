import { WrongFlags } from './flags.ts'
import { Interrupted } from './interruption.ts'

/** Says what is wrong in as few words as it takes, with the usage where that helps; returns the exit code. */
export function complain(error: unknown, usage: string): number {
  if (error instanceof WrongFlags) {
    console.error(`${error.message}\n${usage}`)
    return 2
  }
  console.error(
    isPortTaken(error)
      ? 'The port is in use: stop whatever is listening on it, or choose another with --port.'
      : wordsOf(error),
  )
  return error instanceof Interrupted ? 130 : 1
}

function isPortTaken(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | undefined)?.code === 'EADDRINUSE'
}

export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
