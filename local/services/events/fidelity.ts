/** Parameters that are accepted and ignored. */
export const ignored: Record<string, string[]> = {
  DeleteRule: ['Force'],
  PutEvents: ['Entries.TraceHeader'],
  RemoveTargets: ['Force'],
}

/** Parameters that are refused. */
export const refused: Record<string, string[]> = {
  PutEvents: ['EndpointId'],
  PutTargets: [
    'Targets.AppSyncParameters',
    'Targets.BatchParameters',
    'Targets.EcsParameters',
    'Targets.HttpParameters',
    'Targets.KinesisParameters',
    'Targets.RedshiftDataParameters',
    'Targets.RunCommandParameters',
    'Targets.SageMakerPipelineParameters',
    'Targets.SqsParameters',
  ],
}

/** Where EventBridge differs from AWS's, as sentences for docs/fidelity.md. */
export const differences: readonly string[] = [
  'There is the default event bus alone, without archives, replays, pipes and API destinations.',
  'Targets are state machines, functions and queues; parameters for other kinds of targets are refused.',
  'AWS sends events of Step Functions executions and of EC2 instance states, and of nothing else.',
  'Events are delivered at once and once.',
]
