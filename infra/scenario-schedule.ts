import { Duration, Stack } from 'aws-cdk-lib'
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { ContextAttribute, Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler'
import { Universal } from 'aws-cdk-lib/aws-scheduler-targets'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import type { Construct } from 'constructs'

export interface ScenarioScheduleProps {
  machine: IStateMachine
  deadLetters: IQueue
  /** Such as `rate(1 day)`. Without one the schedule is there but disabled, to be enabled in the console. */
  expression?: string | undefined
  /** The service whose design is checked. */
  service: string
}

/**
 * Starts the scenario by schedule. EventBridge Scheduler delivers at least once, so the execution is named after the
 * delivery: a second one with the same name and input answers with the first execution and starts nothing.
 */
export function scenarioSchedule(scope: Construct, props: ScenarioScheduleProps): Schedule {
  const { machine, deadLetters, expression, service } = props
  return new Schedule(scope, 'ScenarioSchedule', {
    scheduleName: `${Stack.of(scope).stackName}-Scenario`,
    description: `Breaks the service ${service} on purpose and checks that it holds.`,
    schedule: ScheduleExpression.expression(expression ?? 'rate(1 day)'),
    enabled: expression !== undefined,
    target: new Universal({
      service: 'sfn',
      action: 'startExecution',
      input: ScheduleTargetInput.fromObject({
        StateMachineArn: machine.stateMachineArn,
        Name: `scheduled-${ContextAttribute.executionId}`,
        Input: JSON.stringify({ service }),
      }),
      role: schedulerRole(scope, machine, deadLetters),
      // Instead of `sfn:startExecution`, which is the SDK's name of the service and no action of IAM.
      policyStatements: [startScenario(machine)],
      deadLetterQueue: deadLetters,
      maxEventAge: Duration.hours(1),
      retryAttempts: 5,
    }),
  })
}

function schedulerRole(scope: Construct, machine: IStateMachine, deadLetters: IQueue) {
  const role = new Role(scope, 'SchedulerRole', {
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
    inlinePolicies: {
      Schedule: new PolicyDocument({
        statements: [
          startScenario(machine),
          new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLetters.queueArn] }),
        ],
      }),
    },
  })
  // The target would add the same again in a policy of its own.
  return role.withoutPolicyUpdates()
}

function startScenario(machine: IStateMachine) {
  return new PolicyStatement({ actions: ['states:StartExecution'], resources: [machine.stateMachineArn] })
}
