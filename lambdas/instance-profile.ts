import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  DeleteInstanceProfileCommand,
  GetInstanceProfileCommand,
  IAMClient,
  RemoveRoleFromInstanceProfileCommand,
} from '@aws-sdk/client-iam'
import * as z from 'zod'
import { found, isOurs, refuseUnlessOurs } from './core/aws.ts'
import { codeOf, StepError } from './core/errors.ts'
import { iamNamesOf, locationOf, tagsOf } from './core/names.ts'
import { payload, step } from './core/step.ts'

const iam = new IAMClient()

/** The profile that hands the role to instances. EC2 sees it a few seconds later; the step that creates the group retries until then. */
export const CreateInstanceProfile = step(payload({ role: z.string() }), async ({ service, execution, role }) => {
  const { profile } = iamNamesOf(service, locationOf(execution).region)
  await ensureProfile(profile, role, service, execution)
  return { profile }
})

/** Also the profile that a scenario made for its limited instance. */
export const DeleteInstanceProfile = step(payload({}), async ({ service, execution }) => {
  const { profile, limited } = iamNamesOf(service, locationOf(execution).region)
  const deleted: string[] = []
  for (const name of [profile, limited.profile]) if (await deleteProfile(name, service)) deleted.push(name)
  return { deleted }
})

/** Creates the profile, or adopts ours of that name, and sees to it that it holds the role; answers with its ARN. */
export async function ensureProfile(InstanceProfileName: string, RoleName: string, service: string, execution: string) {
  const answer = await found(iam.send(new GetInstanceProfileCommand({ InstanceProfileName })))
  const present = answer?.InstanceProfile
  if (present) refuseUnlessOurs(present.Tags, service, `The instance profile ${InstanceProfileName}`)
  const profile = present ?? (await created(InstanceProfileName, service, execution))
  if (!profile?.Roles?.length) await addRole(InstanceProfileName, RoleName)
  return profile?.Arn
}

/** Throws `NotPropagated` where a role is in the profile already, which the next attempt sees. */
async function addRole(InstanceProfileName: string, RoleName: string): Promise<void> {
  try {
    await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }))
  } catch (error) {
    // A profile holds one role: an attempt whose answer was lost has put it in.
    throw codeOf(error) === 'LimitExceeded' ? new StepError('NotPropagated', (error as Error).message, error) : error
  }
}

/** Whether there was a profile of ours to delete. */
export async function deleteProfile(InstanceProfileName: string, service: string): Promise<boolean> {
  const present = await found(iam.send(new GetInstanceProfileCommand({ InstanceProfileName })))
  if (!isOurs(present?.InstanceProfile?.Tags, service)) return false
  for (const { RoleName } of present?.InstanceProfile?.Roles ?? []) {
    await found(iam.send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName })))
  }
  await found(iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName })))
  return true
}

async function created(InstanceProfileName: string, service: string, execution: string) {
  const Tags = tagsOf(service, execution)
  const answer = await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName, Tags }))
  return answer.InstanceProfile
}
