import { createContext, Script } from 'node:vm'
import { timeoutWords } from './budget.ts'

/** A match that takes longer is one that tries endlessly; while it runs, nothing else in the cloud does. */
const longestMilliseconds = 1_000

const context = createContext({ match: undefined as unknown })
const script = new Script('match()')

/** A regular expression whose search can be ended: it is one step of an expression, so that no budget ends it. */
export class BoundedRegExp extends RegExp {
  override exec(text: string): RegExpExecArray | null {
    if (this.#isHarmless(text)) return super.exec(text)
    context.match = () => super.exec(text)
    try {
      return script.runInContext(context, { timeout: longestMilliseconds }) as RegExpExecArray | null
    } catch (thrown) {
      throw (thrown as { code?: string }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT' ? new Error(timeoutWords) : thrown
    }
  }

  /** Bounding costs as much as many searches. With one repetition in a short text there is little to try. */
  #isHarmless(text: string): boolean {
    return text.length < 1_000 && (this.source.match(/[*+{]/g) ?? []).length < 2
  }
}
