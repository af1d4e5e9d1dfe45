import type { Policy } from '@aws-sdk/client-iam'
import type { ResourceType } from '../resource-type.ts'

interface Properties {
  Description?: string
  ManagedPolicyName?: string
  Path?: string
  PolicyDocument: object
  Roles?: string[]
}

export const iamManagedPolicy: ResourceType<Properties> = {
  type: 'AWS::IAM::ManagedPolicy',
  properties: ['Description', 'ManagedPolicyName', 'Path', 'PolicyDocument', 'Roles'],

  async create({ ManagedPolicyName, PolicyDocument, Roles = [], ...rest }, creation) {
    const { Policy } = await creation.call<{ Policy: Policy }>('iam', 'CreatePolicy', {
      ...rest,
      PolicyName: ManagedPolicyName ?? creation.drawName(128),
      PolicyDocument: JSON.stringify(PolicyDocument),
    })
    const PolicyArn = Policy.Arn ?? ''
    for (const RoleName of Roles) await creation.call('iam', 'AttachRolePolicy', { RoleName, PolicyArn })
    return { ref: PolicyArn, attributes: { PolicyArn } }
  },
}
