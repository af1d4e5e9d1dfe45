import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App, PermissionsBoundary } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { machineDefinitions } from '../../infra/machine-definitions.ts'
import { ResilientServiceStack } from '../../infra/stack.ts'
import type { Step } from '../../lambdas/core/step-row.ts'
import { steps } from '../../lambdas/steps.ts'

/** What a test wants of the stack, as JSON in the first argument. */
export interface Wanted {
  schedule?: string
  scheduledService?: string
  alarmTopic?: string
  boundary?: string
  /** Rows in place of the table's. */
  rows?: Record<string, Step>
}

const { boundary, rows = {}, ...options } = JSON.parse(process.argv[2] ?? '{}') as Wanted
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
  ...options,
  permissionsBoundary: boundary === undefined ? undefined : PermissionsBoundary.fromName(boundary),
})
process.stdout.write(JSON.stringify(Template.fromStack(stack).toJSON()))
