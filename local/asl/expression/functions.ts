import { createHash, randomUUID } from 'node:crypto'
import { budgetOf, type Environment, memoryWords } from './budget.ts'
import { javaRandom } from './java-random.ts'

/** The most elements `$range` makes on AWS. */
const longestRange = 360_145

const algorithms: Record<string, string> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
}

const invalid = (message: string) => Object.assign(new Error(message), { code: 'D3137' })

/**
 * The functions Step Functions adds to JSONata, with their JSONata signatures; a missing argument gives nothing.
 * Source: Step Functions, Transforming data with JSONata, "JSONata functions provided by Step Functions".
 */
export const functions: Record<string, { signature: string; run: (...args: never[]) => unknown }> = {
  partition: { signature: '<a?n?:a>', run: partition },
  range: { signature: '<nnn?:a>', run: range },
  hash: { signature: '<ss?:s>', run: hash },
  random: { signature: '<n?:n>', run: (seed?: number) => (seed === undefined ? Math.random() : javaRandom(seed)) },
  uuid: { signature: '<:s>', run: () => randomUUID() },
  parse: { signature: '<s?:x>', run: parse },
}

function partition(array?: unknown[], size?: number) {
  if (!array || array.length === 0) return undefined
  const chunk = size === undefined ? array.length : Math.trunc(size)
  if (chunk < 0) throw invalid('Second argument must be zero or greater')
  if (chunk === 0) return undefined
  return Array.from({ length: Math.ceil(array.length / chunk) }, (_, index) =>
    array.slice(index * chunk, (index + 1) * chunk),
  )
}

function range(this: { environment: Environment }, first: number, last: number, step?: number) {
  if (step === undefined) return undefined
  const [from, to, by] = [Math.trunc(first), Math.trunc(last), Math.trunc(step)]
  const length = by === 0 ? 0 : Math.floor((to - from) / by) + 1
  if (length <= 0) return undefined
  if (length > longestRange) throw new Error(memoryWords)
  budgetOf(this.environment)?.spend(length)
  return length === 1 ? from : Array.from({ length }, (_, index) => from + index * by)
}

function hash(text: string, algorithm?: string) {
  if (algorithm === undefined) return undefined
  const known = algorithms[algorithm]
  if (!known) throw invalid(`Unsupported hash algorithm: ${algorithm}`)
  return createHash(known).update(text, 'utf8').digest('hex')
}

function parse(text?: string) {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw invalid('Invalid JSON')
  }
}
