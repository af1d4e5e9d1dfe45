import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  IAMClient,
  paginateListAttachedRolePolicies,
} from '@aws-sdk/client-iam'
import * as z from 'zod'
import { found, isOurs, pagesOf, refuseUnlessOurs } from './core/aws.ts'
import { iamNamesOf, locationOf, tagsOf } from './core/names.ts'
import { payload, step } from './core/step.ts'

const iam = new IAMClient()

const trustInstances = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
})

/** The role whose credentials the instances get. */
export const CreateInstanceRole = step(
  payload({ policyArn: z.string() }),
  async ({ service, execution, policyArn }) => {
    const { role } = iamNamesOf(service, locationOf(execution).region)
    await ensureRole(role, policyArn, service, execution)
    return { role }
  },
)

/** Also the role that a scenario made for its limited instance. */
export const DeleteInstanceRole = step(payload({}), async ({ service, execution }) => {
  const { role, limited } = iamNamesOf(service, locationOf(execution).region)
  const deleted: string[] = []
  for (const name of [role, limited.role]) if (await deleteRole(name, service)) deleted.push(name)
  return { deleted }
})

/** Creates the role, or adopts ours of that name, and sees to it that the policy is attached. */
export async function ensureRole(RoleName: string, PolicyArn: string, service: string, execution: string) {
  const present = await found(iam.send(new GetRoleCommand({ RoleName })))
  if (present?.Role) refuseUnlessOurs(present.Role.Tags, service, `The role ${RoleName}`)
  else {
    const Tags = tagsOf(service, execution)
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trustInstances, Tags }))
  }
  const attached = await policiesOf(RoleName)
  if (!attached.includes(PolicyArn)) await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }))
}

/** Whether there was a role of ours to delete. */
export async function deleteRole(RoleName: string, service: string): Promise<boolean> {
  const present = await found(iam.send(new GetRoleCommand({ RoleName })))
  if (!isOurs(present?.Role?.Tags, service)) return false
  for (const PolicyArn of await policiesOf(RoleName)) {
    await found(iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn })))
  }
  await found(iam.send(new DeleteRoleCommand({ RoleName })))
  return true
}

async function policiesOf(RoleName: string): Promise<(string | undefined)[]> {
  const pages = await pagesOf(paginateListAttachedRolePolicies({ client: iam }, { RoleName }))
  return pages.flatMap(({ AttachedPolicies = [] }) => AttachedPolicies.map(({ PolicyArn }) => PolicyArn))
}
