import {
  EC2Client,
  type IamInstanceProfileAssociation,
  paginateDescribeIamInstanceProfileAssociations,
  ReplaceIamInstanceProfileAssociationCommand,
} from '@aws-sdk/client-ec2'
import { GetInstanceProfileCommand, IAMClient } from '@aws-sdk/client-iam'
import * as z from 'zod'
import { arns, passingRole, tagged } from '../arns.ts'
import { found, variable } from '../core/aws.ts'
import { iamNamesOf } from '../core/names.ts'
import { deletePolicy, ensurePolicy, policyArnOf, readSettings } from '../instance-policy.ts'
import { deleteProfile, ensureProfile } from '../instance-profile.ts'
import { deleteRole, ensureRole } from '../instance-role.ts'
import { groupNamedFor } from '../lookups/auto-scaling.ts'
import { failure, type Scene } from './failure.ts'
import { firstInService, inService } from './group-members.ts'

const ec2 = new EC2Client()
const iam = new IAMClient()

const findAssociations = {
  actions: ['autoscaling:DescribeAutoScalingGroups', 'ec2:DescribeIamInstanceProfileAssociations'],
}
const replaceAssociation = [
  { actions: ['ec2:ReplaceIamInstanceProfileAssociation'], resources: [arns.instances], conditions: tagged },
  passingRole,
]

/**
 * One instance gets credentials that may read its settings and nothing else: a role and a profile of their own, made on
 * the fly, and the instance's association replaced. No reboot: the server asks for its credentials again.
 */
export const badCredentials = failure({
  does: 'Gives one instance credentials that may not read the table.',
  options: z.strictObject({}),
  allows: {
    look: [findAssociations, { actions: ['iam:GetInstanceProfile'], resources: [arns.limitedProfile] }],
    inject: [
      findAssociations,
      ...replaceAssociation,
      { actions: ['iam:GetPolicy', 'iam:GetPolicyVersion', 'iam:CreatePolicy'], resources: [arns.limitedPolicy] },
      {
        actions: ['iam:ListPolicyVersions', 'iam:CreatePolicyVersion', 'iam:DeletePolicyVersion'],
        resources: [arns.limitedPolicy],
      },
      { actions: ['iam:TagPolicy'], resources: [arns.limitedPolicy], dependent: true },
      {
        actions: ['iam:GetRole', 'iam:CreateRole', 'iam:ListAttachedRolePolicies'],
        resources: [arns.limitedRole],
      },
      {
        actions: ['iam:AttachRolePolicy'],
        resources: [arns.limitedRole],
        conditions: { ArnLike: { 'iam:PolicyARN': arns.limitedPolicy } },
      },
      { actions: ['iam:TagRole'], resources: [arns.limitedRole], dependent: true },
      {
        actions: ['iam:GetInstanceProfile', 'iam:CreateInstanceProfile', 'iam:AddRoleToInstanceProfile'],
        resources: [arns.limitedProfile],
      },
      { actions: ['iam:TagInstanceProfile'], resources: [arns.limitedProfile], dependent: true },
    ],
    lift: [
      findAssociations,
      ...replaceAssociation,
      {
        actions: ['iam:GetInstanceProfile', 'iam:RemoveRoleFromInstanceProfile', 'iam:DeleteInstanceProfile'],
        resources: [arns.limitedProfile],
      },
      {
        actions: ['iam:GetRole', 'iam:ListAttachedRolePolicies', 'iam:DetachRolePolicy', 'iam:DeleteRole'],
        resources: [arns.limitedRole],
      },
      {
        actions: ['iam:GetPolicy', 'iam:ListPolicyVersions', 'iam:DeletePolicyVersion', 'iam:DeletePolicy'],
        resources: [arns.limitedPolicy],
      },
    ],
  },
  async look(service) {
    const { limited } = iamNamesHere(service)
    const [held, made] = await Promise.all([
      limitedAssociations(service),
      found(iam.send(new GetInstanceProfileCommand({ InstanceProfileName: limited.profile }))),
    ])
    return {
      'instances with limited credentials': held.map(({ InstanceId }) => InstanceId).join(', ') || 'none',
      [`the instance profile ${limited.profile}`]: made ? 'present' : 'absent',
    }
  },
  async choose(service) {
    const { InstanceId = '' } = await firstInService(service)
    return { instances: [InstanceId], zones: [] }
  },
  async inject({ service, execution, instances }) {
    const { limited } = iamNamesHere(service)
    const policyArn = await ensurePolicy(limited.policy, [readSettings(service, execution)], service, execution)
    await ensureRole(limited.role, policyArn, service, execution)
    await ensureProfile(limited.profile, limited.role, service, execution)
    for (const association of await associationsOf(instances)) await give(association, limited.profile)
  },
  async lift(scene: Scene) {
    const { service, execution } = scene
    const { profile, limited } = iamNamesHere(service)
    for (const association of await limitedAssociations(service)) await give(association, profile)
    await deleteProfile(limited.profile, service)
    await deleteRole(limited.role, service)
    await deletePolicy(policyArnOf(limited.policy, execution), service)
  },
})

/** In the region of the function: looks are not told of an execution whose ARN would name it. */
function iamNamesHere(service: string) {
  return iamNamesOf(service, variable('AWS_REGION'))
}

async function give({ AssociationId, IamInstanceProfile }: IamInstanceProfileAssociation, Name: string): Promise<void> {
  if (nameIn(IamInstanceProfile?.Arn) === Name) return
  await ec2.send(new ReplaceIamInstanceProfileAssociationCommand({ AssociationId, IamInstanceProfile: { Name } }))
}

async function limitedAssociations(service: string): Promise<IamInstanceProfileAssociation[]> {
  const group = await groupNamedFor(service)
  // EC2 replaces no association of an instance that is shutting down.
  const associations = await associationsOf((group ? inService(group) : []).map(({ InstanceId = '' }) => InstanceId))
  return associations.filter(
    ({ IamInstanceProfile }) => nameIn(IamInstanceProfile?.Arn) === iamNamesHere(service).limited.profile,
  )
}

async function associationsOf(instances: readonly string[]): Promise<IamInstanceProfileAssociation[]> {
  if (instances.length === 0) return []
  const Filters = [
    { Name: 'instance-id', Values: [...instances] },
    { Name: 'state', Values: ['associating', 'associated'] },
  ]
  const associations: IamInstanceProfileAssociation[] = []
  for await (const page of paginateDescribeIamInstanceProfileAssociations({ client: ec2 }, { Filters })) {
    associations.push(...(page.IamInstanceProfileAssociations ?? []))
  }
  return associations
}

function nameIn(profileArn = ''): string {
  return profileArn.slice(profileArn.lastIndexOf('/') + 1)
}
