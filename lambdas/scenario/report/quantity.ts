/** A share as a percentage, with decimals only where they say something. */
export function percent(share: number): string {
  const text = share > 0.99 && share < 1 ? (Math.floor(share * 10_000) / 100).toFixed(2) : (share * 100).toFixed(1)
  return `${text.replace(/\.0+$/, '')} %`
}

/** Seconds to a tenth. */
export function seconds(value: number): string {
  return `${value.toFixed(1)} s`
}
