import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { resourceTypes } from './cloudformation/resources/index.ts'
import { unhonoured as unhonouredProperties } from './cloudformation/unhonoured.ts'
import { modelOf } from './protocols/model.ts'
import { services } from './services/index.ts'

/** What a service's `unhonoured.ts` may tell. */
interface Differences {
  unhonoured?: Record<string, string[]>
  refused?: Record<string, string[]>
  differences?: readonly string[]
}

const preface = `# Fidelity

What the local cloud does not do as AWS does. It is written by \`node local/fidelity.ts > docs/fidelity.md\`, and a test keeps it equal to the
code. An operation that is not listed here answers the service's unknown-operation error; a parameter that is neither refused nor
listed as without effect is honoured.

For the whole cloud:

- One account (123456789012), one region (us-west-2), everything in memory, loopback only. Credentials of the administrator are \`local\` / \`local\`.
- What is AWS's passes on a clock that may run faster than the wall: state changes, intervals, waits, retry delays. Signatures, credentials and network timeouts
  are on the wall clock. Timestamps in answers are cloud time.
- Loopback stands for TLS. The chunks of a streamed upload are not verified one by one, and requests that a web browser marks
  as a page's (by Origin, Sec-Fetch-Site or a Referer of another host) are refused, presigned URLs too, unless the user typed the address.
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
    '- A template with another resource type, another property or an intrinsic function this cloud does not know is refused.',
    '- Stacks are made once when the cloud is started: there are no updates, no change sets and no roll-backs.',
    ...parameters('Taken, without effect', unhonouredProperties),
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
  const { unhonoured = {}, refused = {}, differences = [] } = await differencesOf(folder)
  return [
    `## ${service.signingName}\n`,
    `${operations.length} of ${total} operations: ${operations.join(', ')}.\n`,
    ...differences.map((sentence) => `- ${sentence}`),
    ...parameters('Taken, without effect', unhonoured),
    ...parameters('Refused', refused),
    '',
  ].join('\n')
}

async function differencesOf(folder: string): Promise<Differences> {
  const file = new URL(`services/${folder}/unhonoured.ts`, import.meta.url)
  return existsSync(file) ? ((await import(file.href)) as Differences) : {}
}

function parameters(what: string, byOperation: Record<string, string[]>): string[] {
  return Object.entries(byOperation).map(([operation, names]) => `- ${what}: ${operation} ${names.join(', ')}.`)
}

if (import.meta.main) process.stdout.write(await fidelity())
