import jsonata from 'jsonata'
import { memoryWords } from './budget.ts'

/** The most elements of any array in an expression that sorts, or looks for what is distinct. */
export const mostSorted = 10_000

/** The longest text that `$pad` makes. */
const longestPadded = 1_000_000

/** What takes JSONata the square of an array's length, in one step that no budget ends. */
const quadratic = ['sort', 'distinct']

/** Whether an expression sorts, by `^(…)` or a function, or looks for what is distinct. */
export function isQuadratic(tree: unknown, seen = new Set<unknown>()): boolean {
  if (typeof tree !== 'object' || tree === null || seen.has(tree)) return false
  seen.add(tree)
  const { type, value } = tree as { type?: unknown; value?: unknown }
  if (type === 'sort' || (type === 'variable' && quadratic.includes(String(value)))) return true
  return Object.values(tree).some((part) => isQuadratic(part, seen))
}

const padded = jsonata('$pad($text, $width, $fill)')

/** JSONata's `$pad`, which would make a text of any length. */
export const pad = {
  signature: '<s-ns?:s>',
  run: (text?: string, width = 0, fill?: string) => {
    if (Math.abs(width) > longestPadded) throw new Error(memoryWords)
    return padded.evaluate(undefined, { text, width, fill })
  },
}
