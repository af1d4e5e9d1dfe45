import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { ignored as ignoredProperties } from './cloudformation/fidelity.ts'
import { resourceTypes } from './cloudformation/resources/index.ts'
import { modelOf } from './protocols/model.ts'
import { services } from './services/index.ts'

/** Parameters by operation. */
type Parameters = Readonly<Record<string, readonly string[]>>

/** What a service's `fidelity.ts` may say. */
interface Differences {
  ignored?: Parameters
  refused?: Parameters
  partlyRefused?: Parameters
  differences?: readonly string[]
}

/** What people call the services, by the names that requests are signed for. */
const titles: Readonly<Record<string, string>> = {
  autoscaling: 'Auto Scaling',
  dynamodb: 'DynamoDB',
  ec2: 'EC2',
  elasticloadbalancing: 'Elastic Load Balancing',
  events: 'EventBridge',
  iam: 'IAM',
  lambda: 'Lambda',
  logs: 'CloudWatch Logs',
  monitoring: 'CloudWatch',
  s3: 'S3',
  scheduler: 'EventBridge Scheduler',
  sqs: 'SQS',
  ssm: 'Systems Manager',
  states: 'Step Functions',
  sts: 'STS',
  tagging: 'Resource Groups Tagging API',
}

const preface = `# Fidelity

What the local cloud does not do as AWS does. This page is written by \`node local/fidelity.ts > docs/fidelity.md\`, and a test keeps it
equal to the code. An operation that is not listed here answers the service's unknown-operation error. A parameter that is not listed is
honoured; another test finds those that no code mentions. An asterisk marks parameters that are refused with some values only, or in AWS's own words.

For the whole cloud:

- One account (123456789012), one region (us-west-2), everything in memory, loopback only. Credentials of the administrator are \`local\` / \`local\`.
  A request signed for another region is refused, but for us-east-1 with IAM and STS.
- Everything that takes time on AWS runs on the cloud clock, which may be faster than the wall clock: state changes, intervals, waits, retry delays.
  Signatures, credentials and network timeouts are on the wall clock. Timestamps in answers are cloud time.
- Required members, enumerations, lengths, ranges and patterns are those of AWS's models, checked before the caller's rights. EC2, S3 and SQS check
  only what their operations look at, so a value that AWS refuses may pass there.
- Loopback stands for TLS. The chunks of a streamed upload are not verified one by one, and requests that a web browser marks
  as a page's (by Origin, Sec-Fetch-Site or a Referer of another host) are refused, presigned URLs too, unless the user typed the address.
- Condition keys of a service that are named after a member of the request have its value (of RunInstances, not what a launch template adds). A key that
  the cloud never supplies, such as dynamodb:LeadingKeys or aws:SourceVpc, is reported when a policy looks at it, and counts as missing: try such a policy on AWS.
- No quotas but those named in an error, no throttling, no costs.
`

/** The document of every service's operations and differences, and of the templates the cloud takes. */
export async function fidelity(): Promise<string> {
  const sections: string[] = []
  for (const folder of await serviceFolders()) sections.push(await section(folder))
  return [preface, ...sections, templates()].join('\n')
}

function templates(): string {
  const types = [...resourceTypes.keys()].sort()
  return [
    '## CloudFormation templates\n',
    `${types.length} resource types: ${types.join(', ')}.\n`,
    '- A template with another resource type, another property, at any depth, or an intrinsic function this cloud does not know is refused.',
    '- `Rules` are not checked; `Metadata`, deletion policies and update policies have no effect.',
    '- Stacks are created once when the cloud is started: there are no updates, no change sets and no roll-backs.',
    ...table('resource type', ignoredProperties, {}),
    '',
  ].join('\n')
}

async function serviceFolders(): Promise<string[]> {
  const entries = await readdir(new URL('services/', import.meta.url), { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
}

async function section(folder: string): Promise<string> {
  const { service } = (await import(`./services/${folder}/service.ts`)) as { service: { signingName: string } }
  const known = services.get(service.signingName)
  const operations = Object.keys(known?.operations ?? {}).sort()
  const model = known && (await modelOf(known))
  const total = model?.operations.size ?? 0
  const { ignored = {}, refused = {}, partlyRefused = {}, differences = [] } = await differencesOf(folder)
  const starred = Object.entries(partlyRefused).map(([name, members]) => [name, members.map((each) => `${each}\\*`)])
  return [
    `## ${titles[service.signingName]}\n`,
    `${operations.length} of ${total} operations: ${operations.join(', ')}.\n`,
    ...differences.map((sentence) => `- ${sentence}`),
    ...table('operation', ignored, joined(refused, Object.fromEntries(starred))),
    '',
  ].join('\n')
}

async function differencesOf(folder: string): Promise<Differences> {
  const file = new URL(`services/${folder}/fidelity.ts`, import.meta.url)
  return existsSync(file) ? ((await import(file.href)) as Differences) : {}
}

function joined(one: Parameters, other: Parameters): Parameters {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])]
  return Object.fromEntries(names.map((name) => [name, [...(one[name] ?? []), ...(other[name] ?? [])]]))
}

function table(of: string, ignored: Parameters, refused: Parameters): string[] {
  const names = [...new Set([...Object.keys(ignored), ...Object.keys(refused)])].sort()
  if (names.length === 0) return []
  const cell = (parameters: readonly string[] = []) => parameters.join(', ')
  const rows = names.map((name) => `| ${name} | ${cell(ignored[name])} | ${cell(refused[name])} |`)
  return ['', `| ${of} | accepted and ignored | refused |`, '|---|---|---|', ...rows]
}

if (import.meta.main) process.stdout.write(await fidelity())
