import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Step } from '../lambdas/core/step-row.ts'
import { steps } from '../lambdas/steps.ts'
import { bundle } from './bundle.ts'
import { WrongOption } from './wrong-option.ts'

const root = join(import.meta.dirname, '..')
const outdir = process.env.CDK_OUTDIR ?? join(root, 'cdk.out')
const table: Record<string, Step> = steps
const files = [...new Set(Object.values(table).map((step) => step.file))]

const functions = join(outdir, 'functions')

try {
  const bundles = await bundle(root, files, functions)
  // Loaded only now: together CDK and esbuild would take twice the memory, and more than all that comes after them.
  const { synthesize } = await import('./synthesize.ts')
  synthesize(root, outdir, table, bundles)
} catch (error) {
  if (!(error instanceof WrongOption || isOfTheSystem(error))) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
} finally {
  // They are in the assembly a second time now, as its assets.
  await rm(functions, { recursive: true, force: true })
}

/** Such as a full disk, of which the trace tells nobody anything. */
function isOfTheSystem(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error
}
