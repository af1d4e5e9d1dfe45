/** Parameters that are taken and do nothing here: no rule is managed by another service. */
export const unhonoured: Record<string, string[]> = {
  DeleteRule: ['Force'],
  RemoveTargets: ['Force'],
}

/** Parameters that are refused. */
export const refused: Record<string, string[]> = {
  PutEvents: ['EndpointId'],
}

/** Where EventBridge is unlike AWS's, in sentences for docs/fidelity.md. */
export const differences: readonly string[] = [
  'There is the default event bus alone, without archives, replays, pipes and API destinations.',
  'Targets are state machines, functions and queues; parameters for other kinds of targets are refused.',
  'AWS sends events of Step Functions executions and of EC2 instance states, and of nothing else.',
  'Events are delivered at once and once.',
]
