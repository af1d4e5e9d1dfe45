import type { IamInstanceProfileSpecification } from '@aws-sdk/client-ec2'
import { AwsError } from '../../../aws-error.ts'
import type { Cloud } from '../../../cloud.ts'
import type { Need } from '../../../operation.ts'
import type { InstanceProfile } from '../../iam/entity.ts'
import type { IamState } from '../../iam/state.ts'
import type { Ec2State } from '../state.ts'

/**
 * The instance profile a request names. Throws what EC2 answers for one that is not there, or that IAM has not yet
 * propagated: callers are meant to try again.
 */
export function findLaunchProfile(
  ec2: Ec2State,
  specification: IamInstanceProfileSpecification | undefined,
): InstanceProfile | undefined {
  const { Arn, Name } = specification ?? {}
  const reference = Arn ?? Name
  if (!reference) return undefined
  const { iam } = ec2.cloud
  const profile = iam.instanceProfile(reference)
  if (!profile || !iam.visible(profile.arn)) throw invalidProfile(Arn, reference)
  if (profile.roleArn) return profile
  throw new AwsError('InvalidParameterValue', `IAM Instance Profile "${profile.arn}" has no associated IAM Roles`)
}

/** Giving an instance a profile needs the right to pass its role to EC2. */
export function passRoleNeeds({ iam }: Cloud, specification: IamInstanceProfileSpecification | undefined): Need[] {
  const resource = referencedProfile(iam, specification)?.roleArn
  return resource
    ? [{ action: 'iam:PassRole', resource, conditions: { 'iam:PassedToService': 'ec2.amazonaws.com' } }]
    : []
}

/** What policies may ask of the profile that an instance is to get, under the key for a launch or for a change. */
export function profileCondition(
  { iam }: Cloud,
  key: 'ec2:InstanceProfile' | 'ec2:NewInstanceProfile',
  specification: IamInstanceProfileSpecification | undefined,
): Record<string, string> {
  const profile = referencedProfile(iam, specification)
  return profile ? { [key]: profile.arn } : {}
}

function referencedProfile(iam: IamState, specification: IamInstanceProfileSpecification | undefined) {
  return iam.instanceProfile(specification?.Arn ?? specification?.Name ?? '')
}

function invalidProfile(arn: string | undefined, reference: string): AwsError {
  const [member, word] = arn === undefined ? ['name', 'name'] : ['arn', 'ARN']
  const message = `Value (${reference}) for parameter iamInstanceProfile.${member} is invalid. Invalid IAM Instance Profile ${word}`
  return new AwsError('InvalidParameterValue', message)
}
