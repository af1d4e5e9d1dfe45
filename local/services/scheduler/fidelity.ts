/** Parameters that are accepted and ignored. */
export const ignored: Record<string, string[]> = {
  CreateSchedule: ['KmsKeyArn'],
  DeleteSchedule: ['ClientToken'],
  DeleteScheduleGroup: ['ClientToken'],
  UpdateSchedule: ['KmsKeyArn'],
}

const ofTarget = [
  'EcsParameters',
  'EventBridgePutEventsV2Parameters',
  'EventBridgePutRawEventsParameters',
  'KinesisParameters',
  'SageMakerPipelineParameters',
  'SqsParameters',
].map((member) => `Target.${member}`)

/** Parameters that are refused. */
export const refused: Record<string, string[]> = { CreateSchedule: ofTarget, UpdateSchedule: ofTarget }

/** Where EventBridge Scheduler differs from AWS's, as sentences for docs/fidelity.md. */
export const differences: readonly string[] = [
  'Targets are state machines, functions, queues, the event bus, and as universal targets every operation of this cloud that changes something; parameters for other kinds of targets are refused.',
  'A schedule fires to the second on the clock of the cloud, where AWS takes up to a minute, and once, where AWS promises at least once.',
  'A schedule group is deleted at once with all it holds.',
]
