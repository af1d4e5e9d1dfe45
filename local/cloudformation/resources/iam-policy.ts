import type { ResourceType } from '../resource-type.ts'

interface Properties {
  PolicyDocument: object
  PolicyName: string
  Roles?: string[]
  Users?: string[]
}

/** An inline policy of the roles and users it names. */
export const iamPolicy: ResourceType<Properties> = {
  type: 'AWS::IAM::Policy',
  properties: ['PolicyDocument', 'PolicyName', 'Roles', 'Users'],

  async create({ PolicyDocument: document, PolicyName, Roles = [], Users = [] }, creation) {
    const PolicyDocument = JSON.stringify(document)
    for (const RoleName of Roles) await creation.call('iam', 'PutRolePolicy', { RoleName, PolicyName, PolicyDocument })
    for (const UserName of Users) await creation.call('iam', 'PutUserPolicy', { UserName, PolicyName, PolicyDocument })
    return { ref: creation.drawName(), attributes: {} }
  },
}
