import { createContext, Script } from 'node:vm'

/** A search that takes longer is one that tries endlessly; while it runs, nothing else in the cloud does. */
const longestMilliseconds = 1_000

const context = createContext({ search: undefined as unknown })
const script = new Script('search()')

/** Thrown where a search was ended. */
export class EndlessSearch extends Error {}

/**
 * What `search` answers: one whose pattern comes from a user, so that it may try an exponential number of ways. To bound
 * it costs some 0.1 ms. Throws EndlessSearch after `milliseconds` of wall time.
 */
export function boundedSearch<Answer>(search: () => Answer, milliseconds = longestMilliseconds): Answer {
  context.search = search
  try {
    return script.runInContext(context, { timeout: milliseconds }) as Answer
  } catch (thrown) {
    const isEnded = (thrown as { code?: string }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
    throw isEnded ? new EndlessSearch(`ended after ${milliseconds} ms`, { cause: thrown }) : thrown
  }
}

/** Whether an expression repeats a group: the group may match one text in many ways, and the next time each again. */
export const repeatsGroup = (source: string) => /\)[*+{]/.test(source)
