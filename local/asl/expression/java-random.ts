const multiplier = 0x5deece66dn
const mask = (1n << 48n) - 1n

/**
 * The first number Java's `Random` draws for a seed, which is what `$random(seed)` gives on AWS.
 * Source: the Java documentation of java.util.Random, `next` and `nextDouble`.
 */
export function javaRandom(seed: number): number {
  let state = (BigInt(Math.trunc(seed)) ^ multiplier) & mask
  const next = (bits: bigint) => {
    state = (state * multiplier + 0xbn) & mask
    return state >> (48n - bits)
  }
  const high = next(26n)
  const low = next(27n)
  return Number((high << 27n) + low) / 2 ** 53
}
