import type { ExecutionIdentity } from '../../../asl/context-object.ts'
import type { TaskCall } from '../../../asl/task-runner.ts'
import type { Cloud } from '../../../cloud.ts'
import type { Json } from '../../../json.ts'
import type { Principal } from '../../iam/principal.ts'

/** A task's work, and who does it. */
export interface Work {
  cloud: Cloud
  call: TaskCall
  identity: ExecutionIdentity
  principal: Principal
}

/** Does the work, or starts it where a token's holder is to end it. Rejects with a StateError. */
export type Integration = (work: Work) => Promise<Json>
