import type { Role } from '@aws-sdk/client-iam'
import type { ResourceType, Tag } from '../resource-type.ts'

interface Properties {
  AssumeRolePolicyDocument: object
  Description?: string
  ManagedPolicyArns?: string[]
  MaxSessionDuration?: number
  Path?: string
  PermissionsBoundary?: string
  Policies?: { PolicyName: string; PolicyDocument: object }[]
  RoleName?: string
  Tags?: Tag[]
}

export const iamRole: ResourceType<Properties> = {
  type: 'AWS::IAM::Role',
  properties: [
    'AssumeRolePolicyDocument',
    'Description',
    'ManagedPolicyArns',
    'MaxSessionDuration',
    'Path',
    'PermissionsBoundary',
    'Policies',
    'RoleName',
    'Tags',
  ],

  async create(properties, creation) {
    const { AssumeRolePolicyDocument, ManagedPolicyArns = [], Policies = [], ...rest } = properties
    const RoleName = properties.RoleName ?? creation.drawName()
    const { Role } = await creation.call<{ Role: Role }>('iam', 'CreateRole', {
      ...rest,
      RoleName,
      AssumeRolePolicyDocument: JSON.stringify(AssumeRolePolicyDocument),
    })
    for (const PolicyArn of ManagedPolicyArns) await creation.call('iam', 'AttachRolePolicy', { RoleName, PolicyArn })
    for (const { PolicyName, PolicyDocument } of Policies) {
      const document = JSON.stringify(PolicyDocument)
      await creation.call('iam', 'PutRolePolicy', { RoleName, PolicyName, PolicyDocument: document })
    }
    return { ref: RoleName, attributes: { Arn: Role.Arn ?? '', RoleId: Role.RoleId ?? '' } }
  },
}
