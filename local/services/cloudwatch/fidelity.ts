/** Parameters that are accepted and ignored. */
export const ignored: Record<string, string[]> = {
  GetMetricData: ['LabelOptions'],
  ListMetrics: ['IncludeLinkedAccounts', 'OwningAccount'],
  PutMetricAlarm: ['ActionsEnabled', 'AlarmActions', 'InsufficientDataActions', 'OKActions'],
  PutMetricData: ['MetricData.StorageResolution', 'StrictEntityValidation'],
}

/** Parameters that are refused. */
export const refused: Record<string, string[]> = {
  GetMetricData: ['MetricDataQueries.AccountId'],
  DescribeAlarms: ['ChildrenOfAlarmName', 'ParentsOfAlarmName'],
  PutMetricAlarm: [
    'ActionConfiguration',
    'EvaluateLowSampleCountPercentile',
    'EvaluationCriteria',
    'EvaluationInterval',
    'EvaluationWindow',
    'Metrics',
    'ThresholdMetricId',
    'WarmUpConfiguration',
  ],
  PutMetricData: ['EntityMetricData'],
}

/** Where CloudWatch differs from AWS's, as sentences for docs/fidelity.md. */
export const differences: readonly string[] = [
  'Metrics are those that were put and those in log lines of the embedded metric format: AWS services report none of their own.',
  'A sample keeps the time its sender gave it, which is the wall clock of functions; alarms look at the latest periods of the clock of the cloud.',
  'An alarm is evaluated when somebody looks at it, over exactly its evaluation periods; its actions are kept and never taken. Metric math and anomaly detection are refused.',
]
