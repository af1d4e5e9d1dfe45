import { stat } from 'node:fs/promises'
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
    const { size } = await stat(join(folder, 'index.mjs'))
    figures.push({ name, bundleKB: Math.round(size / 1024), coldStartMs: Number(initialized ?? Number.NaN) })
  }
  return figures
}
