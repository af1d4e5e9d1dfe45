import { join } from 'node:path'
import { App, PermissionsBoundary, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks } from 'cdk-nag'
import { type Step, steps } from '../lambdas/steps.ts'
import { bundle } from './bundle.ts'
import { machineDefinitions } from './machine-definitions.ts'
import { ResilientServiceStack } from './stack.ts'

const root = join(import.meta.dirname, '..')
const table: Record<string, Step> = steps

const app = new App({ outdir: process.env.CDK_OUTDIR ?? join(root, 'cdk.out'), analyticsReporting: false })
const boundary = option('permissionsBoundary')
const bundles = await bundle(root, [...new Set(Object.values(table).map((step) => step.file))])

new ResilientServiceStack(app, 'ResilientService', {
  steps: table,
  bundles,
  definitions: machineDefinitions(join(root, 'statemachine')),
  schedule: option('schedule'),
  scheduledService: option('service'),
  alarmTopic: option('alarmTopic'),
  permissionsBoundary: boundary === undefined ? undefined : PermissionsBoundary.fromName(boundary),
})
Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
app.synth()

/** What the command line gives as `-c name=value`. */
function option(name: string): string | undefined {
  const value: unknown = app.node.tryGetContext(name)
  if (value === undefined || typeof value === 'string') return value
  throw new Error(`-c ${name}= takes a text`)
}
