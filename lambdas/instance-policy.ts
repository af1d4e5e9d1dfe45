import { isDeepStrictEqual } from 'node:util'
import {
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  IAMClient,
  ListPolicyVersionsCommand,
  type Policy,
} from '@aws-sdk/client-iam'
import { found, given, isOurs, refuseUnlessOurs } from './core/aws.ts'
import { iamNamesOf, locationOf, namesOf, tagsOf } from './core/names.ts'
import { payload, step } from './core/step.ts'

const iam = new IAMClient()

/** What an instance may do: read one item at a time of its service's table, and its service's settings. */
export const CreateInstancePolicy = step(payload({}), async ({ service, execution }) => {
  const { table } = namesOf(service)
  const { partition, region, account } = locationOf(execution)
  const { policy } = iamNamesOf(service, region)
  const readTable = {
    Effect: 'Allow',
    Action: 'dynamodb:GetItem',
    Resource: `arn:${partition}:dynamodb:${region}:${account}:table/${table}`,
  }
  const statements = [readTable, readSettings(service, execution)]
  return { policyArn: await ensurePolicy(policy, statements, service, execution) }
})

/** Also the policy that a scenario made for its limited instance. */
export const DeleteInstancePolicy = step(payload({}), async ({ service, execution }) => {
  const { policy, limited } = iamNamesOf(service, locationOf(execution).region)
  const deleted: string[] = []
  for (const name of [policy, limited.policy]) {
    if (await deletePolicy(policyArnOf(name, execution), service)) deleted.push(name)
  }
  return { deleted }
})

export interface Statement {
  Effect: string
  Action: string
  Resource: string
}

/** The statement that lets an instance read its settings, which even an instance with bad credentials may. */
export function readSettings(service: string, execution: string): Statement {
  const { partition, region, account } = locationOf(execution)
  const { path } = namesOf(service).parameters
  return {
    Effect: 'Allow',
    Action: 'ssm:GetParameters',
    Resource: `arn:${partition}:ssm:${region}:${account}:parameter${path}/*`,
  }
}

/** The ARN of a policy of the account that the execution runs in. */
export function policyArnOf(name: string, execution: string): string {
  const { partition, account } = locationOf(execution)
  return `arn:${partition}:iam::${account}:policy/${name}`
}

/** Creates the policy, or adopts ours of that name and sees to it that it says the same; answers with its ARN. */
export async function ensurePolicy(name: string, statements: Statement[], service: string, execution: string) {
  const PolicyArn = policyArnOf(name, execution)
  const document = { Version: '2012-10-17', Statement: statements }
  const present = await found(iam.send(new GetPolicyCommand({ PolicyArn })))
  if (present?.Policy) {
    refuseUnlessOurs(present.Policy.Tags, service, `The policy ${name}`)
    if (!isDeepStrictEqual(await documentOf(present.Policy), document)) await renew(PolicyArn, document)
    return PolicyArn
  }
  const PolicyDocument = JSON.stringify(document)
  await iam.send(new CreatePolicyCommand({ PolicyName: name, PolicyDocument, Tags: tagsOf(service, execution) }))
  return PolicyArn
}

/** Whether there was a policy of ours to delete. */
export async function deletePolicy(PolicyArn: string, service: string): Promise<boolean> {
  const present = await found(iam.send(new GetPolicyCommand({ PolicyArn })))
  if (!isOurs(present?.Policy?.Tags, service)) return false
  await deleteOldVersions(PolicyArn)
  await found(iam.send(new DeletePolicyCommand({ PolicyArn })))
  return true
}

async function documentOf({ Arn: PolicyArn, DefaultVersionId: VersionId }: Policy): Promise<unknown> {
  const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }))
  return JSON.parse(decodeURIComponent(given(PolicyVersion?.Document, 'Document')))
}

async function renew(PolicyArn: string, document: unknown): Promise<void> {
  await deleteOldVersions(PolicyArn)
  const PolicyDocument = JSON.stringify(document)
  await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault: true }))
}

/** AWS keeps five versions at most, and deletes no policy that has more than the default one. */
async function deleteOldVersions(PolicyArn: string): Promise<void> {
  const listed = await found(iam.send(new ListPolicyVersionsCommand({ PolicyArn })))
  for (const { VersionId, IsDefaultVersion } of listed?.Versions ?? []) {
    if (!IsDefaultVersion) await found(iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId })))
  }
}
