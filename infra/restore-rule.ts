import { Duration } from 'aws-cdk-lib'
import { Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import type { Construct } from 'constructs'

/** How often services that are still broken are looked for, in case an event was lost. */
export const sweepInterval = Duration.minutes(15)

/**
 * Restores every service that is still broken, on schedule: EventBridge delivers events of executions on a best-effort
 * basis, and a group may need longer to replace an instance than Lambda tries again.
 */
export function restoreSchedule(scope: Construct, restore: IFunction): Rule {
  return new Rule(scope, 'RestoreSchedule', {
    description: 'Restores what a scenario has left broken and nobody has restored yet.',
    schedule: Schedule.rate(sweepInterval),
    // The next one makes up for one that is not delivered.
    targets: [new LambdaFunction(restore, { retryAttempts: 0 })],
  })
}

/**
 * Restores the service when a scenario ends without having done so itself: a stopped or timed out execution runs no Catch.
 * The function gets the whole event; `detail.input` is the execution's input as JSON text, `detail.executionArn` its ARN.
 */
export function restoreRule(scope: Construct, machine: IStateMachine, restore: IFunction, deadLetters: IQueue): Rule {
  return new Rule(scope, 'RestoreRule', {
    description: 'Restores the service when a scenario was stopped, timed out or failed.',
    eventPattern: {
      source: ['aws.states'],
      detailType: ['Step Functions Execution Status Change'],
      detail: { status: ['ABORTED', 'TIMED_OUT', 'FAILED'], stateMachineArn: [machine.stateMachineArn] },
    },
    targets: [
      new LambdaFunction(restore, { deadLetterQueue: deadLetters, maxEventAge: Duration.hours(1), retryAttempts: 10 }),
    ],
  })
}
