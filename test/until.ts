/** Waits for a condition with a deadline, up to which it looks about a thousand times. */
export async function until(condition: () => boolean | Promise<boolean>, what = 'the condition', seconds = 10) {
  const deadline = performance.now() + seconds * 1000
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`${what} has not come about within ${seconds} s`)
    await new Promise((resolve) => setTimeout(resolve, seconds))
  }
}
