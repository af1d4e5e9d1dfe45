import { join } from 'node:path'
import { type Step, steps } from '../lambdas/steps.ts'
import { bundle } from './bundle.ts'

const root = join(import.meta.dirname, '..')
const outdir = process.env.CDK_OUTDIR ?? join(root, 'cdk.out')
const table: Record<string, Step> = steps
const files = [...new Set(Object.values(table).map((step) => step.file))]

const bundling = bundle(root, files, join(outdir, 'functions'))
// CDK takes a second to load, in which esbuild, a process of its own, is half done.
const { synthesize } = await import('./synthesize.ts')
synthesize(root, outdir, table, await bundling)
