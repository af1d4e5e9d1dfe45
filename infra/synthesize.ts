import { join } from 'node:path'
import { App, PermissionsBoundary, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks } from 'cdk-nag'
import { serviceName } from '../lambdas/core/names.ts'
import type { Step } from '../lambdas/core/step-row.ts'
import type { Bundle } from './bundle.ts'
import { machineDefinitions } from './machine-definitions.ts'
import { ResilientServiceStack } from './stack.ts'
import { WrongOption } from './wrong-option.ts'

/**
 * Writes the cloud assembly of the stack into `outdir`. Options, given as `-c name=value`: `schedule` and `service` for
 * scenarios that run by themselves, `alarmTopic`, `permissionsBoundary`. Throws WrongOption,
 * and for what breaks a rule of AwsSolutions.
 */
export function synthesize(root: string, outdir: string, steps: Record<string, Step>, bundles: Bundle[]) {
  // By itself CDK would write what there is of the stack when an option is wrong.
  const app = new App({ outdir, autoSynth: false, analyticsReporting: false, ...validation })
  const boundary = optionOf(app, 'permissionsBoundary')
  new ResilientServiceStack(app, 'ResilientService', {
    steps,
    bundles,
    definitions: machineDefinitions(join(root, 'statemachine')),
    schedule: optionOf(app, 'schedule'),
    scheduledService: optionOf(app, 'service'),
    alarmTopic: optionOf(app, 'alarmTopic'),
    permissionsBoundary: boundary === undefined ? undefined : PermissionsBoundary.fromName(boundary),
  })
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
  app.synth()
}

/** CloudFormation's own rules take seconds to load: they are checked, strictly, on the way to AWS, by the CDK CLI. */
const validation = {
  builtinCloudFormationValidation: process.env.CDK_CLI_VERSION !== undefined,
  context: { '@aws-cdk/core:validateAgainstDefaultRules': true },
}

/** The forms of options that CloudFormation would refuse only after minutes. */
const forms: Record<string, { form: RegExp; example: string }> = {
  schedule: { form: /^(rate|cron)\(.+\)$/, example: 'rate(1 day)' },
  service: { form: serviceName, example: 'demo' },
  alarmTopic: { form: /^arn:[\w-]+:sns:[\w-]+:\d{12}:[\w-]+$/, example: 'arn:aws:sns:us-west-2:123456789012:alarms' },
  permissionsBoundary: { form: /^[\w+=,.@-]+$/, example: 'boundary' },
}

function optionOf(app: App, name: string): string | undefined {
  const value: unknown = app.node.tryGetContext(name)
  if (value === undefined || (typeof value === 'string' && forms[name]?.form.test(value))) return value
  throw new WrongOption(`-c ${name}=${value} is not valid; an example is ${forms[name]?.example}`)
}
