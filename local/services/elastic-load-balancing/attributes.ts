import { invalid, unsupported } from './errors.ts'

/** One attribute: its value at first, and whether another is one that this cloud honours. */
export interface AttributeRule {
  readonly initial: string
  /** What AWS would refuse: the sentence it refuses with. */
  readonly refuse?: (value: string) => string | undefined
  /** What AWS would accept and this cloud does not do. */
  readonly honours: (value: string) => boolean
}

export type AttributeTable = Readonly<Record<string, AttributeRule>>

interface Change {
  Key?: string | undefined
  Value?: string | undefined
}

/** An attribute this cloud keeps at its initial value. */
export function fixed(initial: string): AttributeRule {
  return { initial, honours: (value) => value === initial }
}

export function choice(...values: string[]): AttributeRule {
  const [initial = ''] = values
  const refuse = (value: string) => (values.includes(value) ? undefined : `must be one of [${values.join(', ')}]`)
  return { initial, refuse, honours: () => true }
}

export function count(initial: number, low: number, high: number): AttributeRule {
  const refuse = (value: string) =>
    /^\d+$/.test(value) && Number(value) >= low && Number(value) <= high
      ? undefined
      : `must be an integer between ${low} and ${high}`
  return { initial: String(initial), refuse, honours: () => true }
}

/** The attributes of a load balancer or a target group. */
export class Attributes {
  readonly #table: AttributeTable
  readonly #noun: string
  readonly #values: Map<string, string>

  constructor(table: AttributeTable, noun: 'Load balancer' | 'Target group') {
    this.#table = table
    this.#noun = noun
    this.#values = new Map(Object.entries(table).map(([key, { initial }]) => [key, initial]))
  }

  text(key: string): string {
    return this.#values.get(key) ?? ''
  }

  number(key: string): number {
    return Number(this.text(key))
  }

  list(): { Key: string; Value: string }[] {
    return [...this.#values].map(([Key, Value]) => ({ Key, Value }))
  }

  /** All changes or, where one is refused, none. */
  change(changes: readonly Change[]) {
    for (const { Key = '', Value = '' } of changes) this.#check(Key, Value)
    for (const { Key = '', Value = '' } of changes) this.#values.set(Key, Value)
  }

  #check(key: string, value: string) {
    const rule = Object.hasOwn(this.#table, key) ? this.#table[key] : undefined
    if (rule === undefined) throw invalid(`${this.#noun} attribute key '${key}' is not recognized`)
    const refusal = rule.refuse?.(value)
    if (refusal !== undefined) throw invalid(`${this.#noun} attribute '${key}' ${refusal}, not '${value}'`)
    if (!rule.honours(value)) throw unsupported(`${this.#noun} attribute '${key}' with the value '${value}'`)
  }
}
