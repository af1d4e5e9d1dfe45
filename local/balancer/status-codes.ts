/** Reads a matcher such as `200`, `200,202` or `200-299`; undefined where it is none, or a code lies outside 200-499. */
export function statusCodes(matcher: string): ((status: number) => boolean) | undefined {
  const ranges = matcher.split(',').map((part) => /^(\d{3})(?:-(\d{3}))?$/.exec(part.trim()))
  const bounds: [number, number][] = []
  for (const range of ranges) {
    if (range === null) return undefined
    const [low, high] = [Number(range[1]), Number(range[2] ?? range[1])]
    if (low < 200 || high > 499 || low > high) return undefined
    bounds.push([low, high])
  }
  return (status) => bounds.some(([low, high]) => low <= status && status <= high)
}
