import { boundedSearch, EndlessSearch, repeatsGroup } from '../../bounded-search.ts'
import { timeoutWords } from './budget.ts'

/** A regular expression whose search can be ended: it is one step of an expression, so that no budget ends it. */
export class BoundedRegExp extends RegExp {
  override exec(text: string): RegExpExecArray | null {
    if (this.#isHarmless(text)) return super.exec(text)
    try {
      return boundedSearch(() => super.exec(text))
    } catch (thrown) {
      throw thrown instanceof EndlessSearch ? new Error(timeoutWords) : thrown
    }
  }

  /** Bounding costs as much as many searches. With one repetition of a character in a short text there is little to try. */
  #isHarmless(text: string): boolean {
    return text.length < 1_000 && !repeatsGroup(this.source) && (this.source.match(/[*+?{]/g) ?? []).length < 2
  }
}
