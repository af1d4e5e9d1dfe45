import {
  DeleteParametersCommand,
  GetParametersCommand,
  ListTagsForResourceCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm'
import { found, isOurs, refuseUnlessOurs } from './core/aws.ts'
import { namesOf, type Setting, tagsOf } from './core/names.ts'
import { payload, step } from './core/step.ts'

const ssm = new SSMClient()

/** Sets normal operation: the real table without delay, no static answers, shallow health checks. */
export const PutParameters = step(payload({}), async ({ service, execution }) => {
  const { table, parameters } = namesOf(service)
  const normal: Record<Setting, string> = {
    table,
    failureResponse: 'none',
    healthCheck: 'shallow',
    dependencyDelay: '0',
  }
  const settings = Object.entries(parameters.settings) as [Setting, string][]
  const wanted = new Map(settings.map(([setting, name]) => [name, normal[setting]]))
  const present = await valuesOf([...wanted.keys()])
  for (const name of present.keys()) refuseUnlessOurs(await tagsOn(name), service, `The parameter ${name}`)
  const changed = [...wanted].filter(([name, value]) => present.get(name) !== value).map(([name]) => name)
  for (const Name of changed) {
    // AWS refuses tags together with Overwrite: a parameter gets its tags when it is made.
    const once = present.has(Name) ? { Overwrite: true } : { Tags: tagsOf(service, execution) }
    await ssm.send(new PutParameterCommand({ Name, Value: wanted.get(Name), Type: 'String', ...once }))
  }
  return { changed }
})

/** The halt switch is a person's, and stays. */
export const DeleteParameters = step(payload({}), async ({ service }) => {
  const present = await valuesOf(Object.values(namesOf(service).parameters.settings))
  const deleted: string[] = []
  for (const name of present.keys()) if (isOurs(await tagsOn(name), service)) deleted.push(name)
  if (deleted.length) await ssm.send(new DeleteParametersCommand({ Names: deleted }))
  return { deleted }
})

async function valuesOf(Names: string[]): Promise<Map<string, string | undefined>> {
  const { Parameters = [] } = await ssm.send(new GetParametersCommand({ Names }))
  return new Map(Parameters.map(({ Name = '', Value }) => [Name, Value]))
}

async function tagsOn(ResourceId: string) {
  const answer = await found(ssm.send(new ListTagsForResourceCommand({ ResourceType: 'Parameter', ResourceId })))
  return answer?.TagList
}
