import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam'
import type { Context } from 'aws-lambda'
import type { Step } from '../../lambdas/core/step-row.ts'
import { steps } from '../../lambdas/steps.ts'
import type { Cloud } from '../../local/cloud.ts'
import { asAdministrator, reportsBucket, runsTable } from './local-account.ts'
import { soon } from './step-run.ts'

type Handler = (event: unknown, context: Context) => unknown

/** A step with the environment that makes its SDK calls those of its role. */
export interface StepRole {
  name: string
  environment: Record<string, string>
}

/** What IAM was asked for each session: also what AWS checks while it answers another action, such as iam:PassRole. */
const asked = new Map<string, Set<string>>()

/** One role per row of the table, with exactly what the row allows, as the stack makes them. */
export async function makeStepRoles(cloud: Cloud): Promise<Map<Handler, StepRole>> {
  recordQuestions(cloud)
  const roles = new Map<Handler, StepRole>()
  for (const [name, row] of Object.entries(steps as Record<string, Step>)) {
    const module = (await import(`../../lambdas/${row.file}.ts`)) as Record<string, Handler>
    const handler = module[name]
    if (handler) roles.set(handler, { name, environment: await sessionOf(cloud, name, row) })
  }
  return roles
}

/** Every action that the step of a row has used so far, and with it every one that it lacked the right to. */
export function actionsUsedBy(name: string): string[] {
  return [...(asked.get(name) ?? [])].toSorted()
}

/** AWS asks this only of the first who ever needs such a role in an account, and the local cloud of nobody. */
const neverAsked = 'iam:CreateServiceLinkedRole'

/** The actions that a row allows and that can be seen to be used. */
export function actionsAllowedBy({ allows }: Step): string[] {
  const actions = allows.flatMap(({ actions }) => actions)
  return [...new Set(actions)].filter((action) => action !== neverAsked).toSorted()
}

function recordQuestions({ iam }: Cloud): void {
  const denial = iam.denial.bind(iam)
  iam.denial = (principal, action, ...circumstances) => {
    const session = principal.arn.slice(principal.arn.lastIndexOf('/') + 1)
    asked.set(session, (asked.get(session) ?? new Set()).add(action))
    return denial(principal, action, ...circumstances)
  }
}

async function sessionOf(cloud: Cloud, name: string, row: Step): Promise<Record<string, string>> {
  const iam = new IAMClient(asAdministrator)
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: `step-${name}`,
      AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }),
    }),
  )
  if (row.allows.length) await allow(iam, cloud, name, row)
  const { accessKeyId, secretAccessKey, sessionToken } = cloud.iam.issueSession(Role?.Arn ?? '', name)
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken ?? '',
    AWS_CREDENTIAL_EXPIRATION: soon(),
  }
}

async function allow(iam: IAMClient, cloud: Cloud, name: string, { allows }: Step): Promise<void> {
  const Statement = allows.map(({ actions, resources = ['*'], conditions = {} }) => ({
    Effect: 'Allow',
    Action: actions,
    Resource: resources.map((pattern) => filledIn(pattern, cloud)),
    Condition: JSON.parse(filledIn(JSON.stringify(conditions), cloud)) as object,
  }))
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement })
  await iam.send(new PutRolePolicyCommand({ RoleName: `step-${name}`, PolicyName: 'row', PolicyDocument }))
}

function filledIn(pattern: string, { region, account }: Cloud): string {
  const values: Record<string, string> = {
    Partition: 'aws',
    Region: region,
    Account: account,
    Stack: 'ResilientService',
    RunsTable: `arn:aws:dynamodb:${region}:${account}:table/${runsTable}`,
    ReportsBucket: `arn:aws:s3:::${reportsBucket}`,
  }
  return pattern.replaceAll(/\$\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder)
}
