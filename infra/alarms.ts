import { Duration } from 'aws-cdk-lib'
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { Topic } from 'aws-cdk-lib/aws-sns'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import { Construct } from 'constructs'
import { sweepInterval } from './restore-rule.ts'

export interface AlarmsProps {
  machines: ReadonlyMap<string, StateMachine>
  deadLetters: IQueue
  restore: IFunction
  /** An SNS topic that is told; without one the alarms show in the console only. */
  topicArn?: string | undefined
}

const period = Duration.minutes(5)
/** A first attempt at restoring often comes too early: it is a person's matter when the next sweep fails as well. */
const sweeps = 2

/** What a person has to look at: an execution that did not succeed, a service that stays broken, something undelivered. */
export class Alarms extends Construct {
  constructor(scope: Construct, id: string, { machines, deadLetters, restore, topicArn }: AlarmsProps) {
    super(scope, id)
    const action = topicArn ? new SnsAction(Topic.fromTopicArn(this, 'Topic', topicArn)) : undefined
    const raise = (name: string, metric: IMetric, description: string, periods = 1) => {
      const alarm = alarmOnAny(this, name, metric, description, periods)
      if (action) alarm.addAlarmAction(action)
    }
    for (const [name, machine] of machines) {
      raise(`${name}Failed`, machine.metricFailed({ period }), `An execution of ${name} failed.`)
      raise(`${name}TimedOut`, machine.metricTimedOut({ period }), `An execution of ${name} timed out.`)
    }
    const failing = 'A broken service has not been restored for half an hour: see the runbook.'
    raise('RestoreFailing', restore.metricErrors({ period: sweepInterval }), failing, sweeps)
    const undelivered = deadLetters.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' })
    raise('DeadLetters', undelivered, 'A restore or a scheduled scenario never ran: its event is in the queue.')
  }
}

function alarmOnAny(
  scope: Construct,
  name: string,
  metric: IMetric,
  alarmDescription: string,
  evaluationPeriods: number,
) {
  return new Alarm(scope, name, {
    metric,
    alarmDescription,
    threshold: 1,
    evaluationPeriods,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  })
}
