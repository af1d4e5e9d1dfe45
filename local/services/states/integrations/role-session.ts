import { randomBytes } from 'node:crypto'
import type { ExecutionIdentity } from '../../../asl/context-object.ts'
import { StateError } from '../../../asl/state-error.ts'
import type { Cloud } from '../../../cloud.ts'
import type { Principal } from '../../iam/principal.ts'
import { mayActBy } from '../assumption.ts'

/** The execution role of one execution, assumed when the first task needs it. */
export class RoleSession {
  readonly #cloud: Cloud
  readonly #roleArn: string
  readonly #machineArn: string
  readonly #sessionName = randomBytes(16).toString('hex')
  #principal: Principal | undefined

  constructor(cloud: Cloud, { roleArn, stateMachine }: ExecutionIdentity) {
    this.#cloud = cloud
    this.#roleArn = roleArn
    this.#machineArn = stateMachine.arn
  }

  /** Throws States.Permissions when the role is gone or no longer trusts Step Functions. */
  principal(): Principal {
    if (!mayActBy(this.#cloud, this.#roleArn, this.#machineArn))
      throw new StateError('States.Permissions', `The role ${this.#roleArn} cannot be assumed by states.amazonaws.com.`)
    this.#principal ??= this.#cloud.iam.issueSession(this.#roleArn, this.#sessionName).principal
    return this.#principal
  }
}
