import type { RemoveTargetsRequest, RemoveTargetsResponse } from '@aws-sdk/client-eventbridge'
import type { Call } from '../../operation.ts'
import { findRule } from './find.ts'

export { resources } from './find.ts'

export function handle(input: RemoveTargetsRequest, call: Call): RemoveTargetsResponse {
  const { targets } = findRule(input.Rule, input, call)
  const unknown = (input.Ids ?? []).filter((id) => !targets.delete(id))
  return {
    FailedEntryCount: unknown.length,
    FailedEntries: unknown.map((id) => ({
      TargetId: id,
      ErrorCode: 'ResourceNotFoundException',
      ErrorMessage: `Rule ${input.Rule} does not have a target with the Id ${id}.`,
    })),
  }
}
