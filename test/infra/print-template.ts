import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { machineDefinitions } from '../../infra/machine-definitions.ts'
import { ResilientServiceStack } from '../../infra/stack.ts'
import type { Step } from '../../lambdas/core/step-row.ts'
import { steps } from '../../lambdas/steps.ts'

/** Rows in place of the table's, as JSON in the first argument. */
const rows = JSON.parse(process.argv[2] ?? '{}') as Record<string, Step>
const folder = mkdtempSync(join(tmpdir(), 'template-'))
process.once('exit', () => rmSync(folder, { recursive: true }))
const table: Record<string, Step> = { ...steps, ...rows }

// The functions have no code to speak of: what they do is tested elsewhere.
const code = join(folder, 'code')
mkdirSync(code)
writeFileSync(join(code, 'index.mjs'), '')
const bundles = Object.values(table).map(({ file }) => ({ file, folder: code, module: file }))
const app = new App({ outdir: join(folder, 'out'), builtinCloudFormationValidation: false })
const stack = new ResilientServiceStack(app, 'ResilientService', {
  steps: table,
  bundles,
  definitions: machineDefinitions(join(import.meta.dirname, '../../statemachine')),
})
process.stdout.write(JSON.stringify(Template.fromStack(stack).toJSON()))
