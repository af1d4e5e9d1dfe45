import type { RegisterTargetsInput, RegisterTargetsOutput } from '@aws-sdk/client-elastic-load-balancing-v2'
import { AwsError } from '../../aws-error.ts'
import type { Cloud } from '../../cloud.ts'
import type { Call } from '../../operation.ts'
import { invalid } from './errors.ts'
import { findTargetGroup } from './find.ts'
import { readTargets } from './target-descriptions.ts'
import type { TargetGroup } from './target-group.ts'

export function resources({ TargetGroupArn = '' }: RegisterTargetsInput): string[] {
  return [TargetGroupArn]
}

export function handle({ TargetGroupArn, Targets = [] }: RegisterTargetsInput, { cloud }: Call): RegisterTargetsOutput {
  const group = findTargetGroup(cloud, TargetGroupArn)
  if (Targets.length === 0) throw invalid('At least one target must be specified')
  const targets = readTargets(Targets)
  checkInstances(cloud, group, [...new Set(targets.map(({ id }) => id))])
  for (const { id, port } of targets) group.register(id, port)
  return {}
}

/** AWS registers all of the instances or, where one is no good, none. */
function checkInstances({ ec2 }: Cloud, group: TargetGroup, ids: readonly string[]) {
  const { vpcId } = group.definition
  refuse(
    ids.filter((id) => ec2.instance(id) === undefined),
    'The following instances do not exist',
  )
  refuse(
    ids.filter((id) => ec2.instance(id)?.description.subnet.vpcId !== vpcId),
    `The following targets are not in the target group VPC '${vpcId}'`,
  )
  refuse(
    ids.filter((id) => ec2.instance(id)?.stateName !== 'running'),
    'The following targets are not in a running state and cannot be registered',
  )
}

function refuse(ids: readonly string[], sentence: string) {
  if (ids.length > 0) throw new AwsError('InvalidTarget', `${sentence}: ${ids.map((id) => `'${id}'`).join(', ')}`)
}
