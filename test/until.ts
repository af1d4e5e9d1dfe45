type Truthy<Value> = Exclude<Value, false | null | undefined | 0 | ''>

/**
 * Looks again and again until there is something truthy to see, and answers with that. Throws at a deadline, up to which
 * it looks about a thousand times.
 */
export async function until<Value>(
  look: () => Value | Promise<Value>,
  what = 'the condition',
  seconds = 10,
): Promise<Truthy<Value>> {
  const deadline = performance.now() + seconds * 1000
  for (;;) {
    const seen = await look()
    if (seen) return seen as Truthy<Value>
    if (performance.now() > deadline) throw new Error(`${what} has not come about within ${seconds} s`)
    await new Promise((resolve) => setTimeout(resolve, seconds))
  }
}
