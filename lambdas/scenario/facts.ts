import type { Facts } from '../failures/failure.ts'
import { type FailureName, failureNames, failures } from '../failures/index.ts'

/** Everything that any failure may change, as it is now. */
export async function allFacts(service: string): Promise<Facts> {
  const looks = await Promise.all(failureNames.map((name) => failures[name].look(service)))
  return Object.assign({}, ...looks) as Facts
}

/** What is not as it was, a line for each difference. */
export function differencesIn(before: Facts, now: Facts): string[] {
  return Object.entries(now)
    .filter(([what, is]) => before[what] !== is)
    .map(([what, is]) => `${what}: was ${before[what] ?? 'unknown'}, is ${is}`)
}

/** The failures that have left a trace, in the order of lifting. */
export async function failuresInPlace(service: string, before: Facts): Promise<FailureName[]> {
  const looks = await Promise.all(failureNames.map((name) => failures[name].look(service)))
  return failureNames.filter((_, index) => differencesIn(before, looks[index] ?? {}).length > 0)
}
