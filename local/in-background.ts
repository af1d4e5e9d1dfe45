import type { Cloud } from './cloud.ts'

/** Does work that nobody waits for. A defect in it is reported: a rejection that nobody handles would end the process. */
export async function inBackground({ note }: Pick<Cloud, 'note'>, work: () => unknown): Promise<void> {
  try {
    await work()
  } catch (error) {
    note(defect(error))
  }
}

/** A line about an error that should not have been. */
export const defect = (error: unknown) => `defect: ${(error as Error)?.stack ?? String(error)}`
