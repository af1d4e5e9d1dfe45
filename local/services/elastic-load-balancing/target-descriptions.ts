import type { TargetDescription } from '@aws-sdk/client-elastic-load-balancing-v2'
import { invalid, unsupported, within } from './errors.ts'

export interface TargetName {
  readonly id: string
  /** Absent for the port of the target group. */
  readonly port?: number
}

/** Reads the targets a request names. Throws ValidationError for what can't be one. */
export function readTargets(targets: readonly TargetDescription[]): TargetName[] {
  return targets.map(({ Id = '', Port, AvailabilityZone, QuicServerId }) => {
    if (!/^i-([0-9a-f]{8}|[0-9a-f]{17})$/.test(Id)) throw invalid(`Instance ID '${Id}' is not valid`)
    if (AvailabilityZone !== undefined)
      throw invalid("You cannot specify an Availability Zone when the target type is 'instance'")
    if (QuicServerId !== undefined) throw unsupported('QuicServerId')
    return Port === undefined ? { id: Id } : { id: Id, port: within(Port, 'targets.1.member.port', 1, 65_535, Port) }
  })
}
