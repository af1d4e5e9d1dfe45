import { CfnOutput, type Environment, type PermissionsBoundary, Stack } from 'aws-cdk-lib'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import type { Construct } from 'constructs'
import type { Step } from '../lambdas/core/step-row.ts'
import { Alarms } from './alarms.ts'
import type { Bundle } from './bundle.ts'
import { deadLetterQueue } from './dead-letter-queue.ts'
import { Machine } from './machine.ts'
import type { MachineDefinition } from './machine-definitions.ts'
import { reportsBucket } from './reports-bucket.ts'
import { restoreRule, restoreSchedule } from './restore-rule.ts'
import { runsTable } from './runs-table.ts'
import { scenarioSchedule } from './scenario-schedule.ts'
import { StepLambda } from './step-lambda.ts'
import type { Placeholders } from './step-permissions.ts'

export interface ResilientServiceProps {
  /** The table of steps: a function each. */
  steps: Readonly<Record<string, Step>>
  /** The bundles of the files that the rows name. */
  bundles: readonly Bundle[]
  /** The state machines, each after those it starts. */
  definitions: readonly MachineDefinition[]
  /** When the scenario runs by itself, such as `rate(1 day)`; never, unless given. */
  schedule?: string | undefined
  /** The service that scheduled scenarios check. */
  scheduledService?: string | undefined
  /** The ARN of an SNS topic that alarms tell. */
  alarmTopic?: string | undefined
  /** A managed policy that every role of this stack is bounded by. */
  permissionsBoundary?: PermissionsBoundary | undefined
  env?: Environment
}

/** Everything that deploys, breaks, checks and removes resilient services, and nothing of those services themselves. */
export class ResilientServiceStack extends Stack {
  readonly #functions = new Map<string, IFunction>()
  readonly #machines = new Map<string, StateMachine>()
  readonly #runs: Table
  readonly #reports: Bucket
  readonly #deadLetters: Queue

  constructor(scope: Construct, id: string, props: ResilientServiceProps) {
    super(scope, id, {
      description: 'Deploys, breaks on purpose, and tears down resilient web services.',
      ...(props.env && { env: props.env }),
      ...(props.permissionsBoundary && { permissionsBoundary: props.permissionsBoundary }),
    })
    this.#runs = runsTable(this)
    this.#reports = reportsBucket(this)
    this.#deadLetters = deadLetterQueue(this)
    this.#addFunctions(props)
    for (const definition of props.definitions) this.#addMachine(definition)
    this.#addRulesAndAlarms(props)
    this.#addOutputs()
  }

  #addFunctions({ steps, bundles }: ResilientServiceProps) {
    const placeholders = this.#placeholders()
    for (const [name, step] of Object.entries(steps)) {
      const bundle = bundles.find(({ file }) => file === step.file)
      if (!bundle) throw new Error(`${name}: there is no bundle of ${step.file}`)
      const environment = this.#environmentOf(step)
      const lambda = new StepLambda(this, name, { step, bundle, placeholders, environment })
      this.#functions.set(name, lambda.function)
    }
  }

  #placeholders(): Placeholders {
    return {
      Partition: this.partition,
      Region: this.region,
      Account: this.account,
      Stack: this.stackName,
      RunsTable: this.#runs.tableArn,
      ReportsBucket: this.#reports.bucketArn,
    }
  }

  #environmentOf({ uses = [] }: Step): Record<string, string> {
    return {
      POWERTOOLS_SERVICE_NAME: 'resilient-service',
      ...(uses.includes('runs') && { RUNS_TABLE: this.#runs.tableName }),
      ...(uses.includes('reports') && { REPORTS_BUCKET: this.#reports.bucketName }),
    }
  }

  #addMachine(definition: MachineDefinition) {
    const machine = new Machine(this, `${definition.name}Machine`, {
      definition,
      functions: this.#functions,
      machines: this.#machines,
    })
    this.#machines.set(definition.name, machine.stateMachine)
  }

  #addRulesAndAlarms({ schedule, scheduledService = 'demo', alarmTopic }: ResilientServiceProps) {
    const restore = this.#functions.get('RestoreService')
    const scenario = this.#machines.get('Scenario')
    if (!restore || !scenario)
      throw new Error('there is no RestoreService or no Scenario machine to restore, schedule and watch')
    const deadLetters = this.#deadLetters
    restoreRule(this, scenario, restore, deadLetters)
    restoreSchedule(this, restore)
    scenarioSchedule(this, { machine: scenario, deadLetters, expression: schedule, service: scheduledService })
    new Alarms(this, 'Alarms', { machines: this.#machines, deadLetters, restore, topicArn: alarmTopic })
  }

  #addOutputs() {
    for (const [name, machine] of this.#machines) {
      new CfnOutput(this, `${name}MachineArn`, { value: machine.stateMachineArn })
    }
    new CfnOutput(this, 'RunsTableName', { value: this.#runs.tableName })
    new CfnOutput(this, 'ReportsBucketName', { value: this.#reports.bucketName })
    new CfnOutput(this, 'DeadLetterQueueUrl', { value: this.#deadLetters.queueUrl })
  }
}
