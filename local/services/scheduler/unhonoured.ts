/** Parameters that are accepted and have no effect: everything is kept in memory and nothing is encrypted at rest. */
export const unhonoured: Record<string, string[]> = {
  CreateSchedule: ['KmsKeyArn'],
  UpdateSchedule: ['KmsKeyArn'],
}
