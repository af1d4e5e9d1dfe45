import type { PutParameterRequest, PutParameterResult } from '@aws-sdk/client-ssm'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { taggingNeeds } from '../../tagging-needs.ts'
import { checkName, checkValue, tierFor } from './parameter.ts'
import { resources } from './parameter-resource.ts'

export { resources }

export const needs = taggingNeeds('ssm:AddTagsToResource', resources)

export function handle(input: PutParameterRequest, { cloud, principal }: Call): PutParameterResult {
  const name = input.Name ?? ''
  const last = cloud.ssm.versions(name).at(-1)
  checkName(name)
  checkValue(input.Value ?? '', input.AllowedPattern ?? last?.allowedPattern)
  const tier = tierFor(input.Value ?? '', input.Tier, last?.tier)
  const type = input.Type ?? last?.type
  if (!type) throw new AwsError('ValidationException', 'A parameter type is required when you create a parameter.')
  if (last && !input.Overwrite)
    throw new AwsError(
      'ParameterAlreadyExists',
      'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    )
  if (input.Overwrite && input.Tags?.length)
    throw new AwsError(
      'ValidationException',
      "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
    )
  const Version = cloud.ssm.put(name, {
    value: input.Value ?? '',
    type,
    modifiedAt: cloud.clock.now(),
    modifiedBy: principal.arn,
    description: input.Description ?? last?.description,
    allowedPattern: input.AllowedPattern ?? last?.allowedPattern,
    tier,
  })
  if (input.Tags) cloud.tags.add(cloud.ssm.arnOf(name), input.Tags)
  return { Version, Tier: tier }
}
