import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Cloud } from '../../local/cloud.ts'

export interface FunctionFigures {
  name: string
  bundleKB: number
  coldStartMs: number
}

/** Size and cold start of every function: each is called once with an input it refuses, which is enough to start it. */
export async function measureFunctions(cloud: Cloud): Promise<FunctionFigures[]> {
  const figures: FunctionFigures[] = []
  for (const {
    deployed: { name, folder },
  } of cloud.lambda.entries.values()) {
    const { logTail } = await cloud.lambda.invoke(name, '{}')
    const initialized = /Init Duration: ([\d.]+) ms/.exec(logTail)?.[1]
    const bytes = await bytesOfCode(folder)
    figures.push({ name, bundleKB: Math.round(bytes / 1024), coldStartMs: Number(initialized ?? Number.NaN) })
  }
  return figures
}

/** A bundle is a module and the chunks it shares with others; source maps do not count. */
async function bytesOfCode(folder: string): Promise<number> {
  const modules = (await readdir(folder)).filter((file) => file.endsWith('.mjs'))
  const sizes = await Promise.all(modules.map(async (file) => (await stat(join(folder, file))).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}
