import type { CreateStateMachineInput, CreateStateMachineOutput } from '@aws-sdk/client-sfn'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { taggingNeeds } from '../../tagging-needs.ts'
import { stateMachineArn } from './arns.ts'
import { stateMachineAlreadyExists, stateMachineDeleting } from './errors.ts'
import { requireName } from './names.ts'
import { needToPass } from './passed-role.ts'
import { isSameMachine, refuseForeign, revise, validated } from './revise.ts'
import { requireTags, tagPairs } from './tags.ts'

export const resources = ({ name = '' }: CreateStateMachineInput, { cloud }: Call) => [stateMachineArn(cloud, name)]

const tagging = taggingNeeds('states:TagResource', resources)

export const needs = (input: CreateStateMachineInput, call: Call) => [
  ...needToPass(input.roleArn),
  ...tagging(input, call),
]

/** Creating what is there already, role and tags aside, changes nothing. */
export async function handle(input: CreateStateMachineInput, { cloud }: Call): Promise<CreateStateMachineOutput> {
  const { name = '', type = 'STANDARD', tags = [] } = input
  requireName(name)
  refuseForeign(input)
  if (type !== 'STANDARD')
    throw new AwsError('StateMachineTypeNotSupported', `${type} state machines are not supported by this cloud.`)
  requireTags(tags)
  const arn = stateMachineArn(cloud, name)
  const revision = revise(cloud, arn, input, await validated(input.definition ?? ''))
  const known = cloud.states.machines.get(arn)
  if (known?.isDeleting) throw stateMachineDeleting(arn)
  if (known && !isSameMachine(known.revision, revision)) throw stateMachineAlreadyExists(arn)
  if (known) return { stateMachineArn: arn, creationDate: new Date(known.createdAt) }
  cloud.states.machines.set(arn, { arn, name, createdAt: revision.madeAt, revision, isDeleting: false })
  cloud.tags.add(arn, tagPairs(tags))
  return { stateMachineArn: arn, creationDate: new Date(revision.madeAt) }
}
