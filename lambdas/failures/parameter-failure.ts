import { DeleteParameterCommand, GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import type { z } from 'zod'
import { arns } from '../arns.ts'
import { found } from '../core/aws.ts'
import { namesOf, tagsOf } from '../core/names.ts'
import type { Permission } from '../steps.ts'
import { type Facts, type Failure, failure, type Scene } from './failure.ts'

const ssm = new SSMClient()
const absent = 'absent'

interface Definition<Options extends z.ZodObject> {
  does: string
  parameter: 'table' | 'failureResponse' | 'healthCheck' | 'dependencyDelay'
  options: Options
  value(options: z.output<Options>): string
  /** What the servers take for their value while there is no such parameter, where that is allowed. */
  withoutParameter?: string
}

/**
 * A failure that is the value of a parameter. It is injected in the form that expires by itself on the instances, so
 * that a lost execution leaves no broken service behind, and lifted by the very text that stood there before.
 */
export function parameterFailure<Options extends z.ZodObject>(definition: Definition<Options>): Failure {
  const { parameter, options, withoutParameter } = definition
  const nameFor = (service: string) => namesOf(service).parameters[parameter]
  const factOf = (service: string) => `the parameter ${nameFor(service)}`
  const makesIt = withoutParameter !== undefined
  return failure({
    does: definition.does,
    options,
    allows: {
      look: [parameters('ssm:GetParameter')],
      inject: [parameters('ssm:GetParameter', 'ssm:PutParameter'), ...(makesIt ? [tagsNewOne] : [])],
      lift: [
        parameters('ssm:GetParameter', 'ssm:PutParameter'),
        ...(makesIt ? [parameters('ssm:DeleteParameter')] : []),
      ],
    },
    async look(service): Promise<Facts> {
      return { [factOf(service)]: (await read(nameFor(service))) ?? absent }
    },
    async inject(scene, given) {
      const before = scene.before[factOf(scene.service)] ?? absent
      const otherwise = before === absent ? withoutParameter : lasting(before)
      const value = JSON.stringify({ value: definition.value(given), until: scene.until, otherwise })
      await write(nameFor(scene.service), value, scene)
    },
    async lift(scene) {
      const name = nameFor(scene.service)
      const before = scene.before[factOf(scene.service)] ?? absent
      const now = await read(name)
      // What is gone was torn down since: putting it back would leave something behind.
      if (now === undefined || now === before) return
      if (before === absent) await found(ssm.send(new DeleteParameterCommand({ Name: name })))
      else await write(name, before, scene)
    },
  })
}

/** The word that holds for good: a person may have left an expiring value of their own. */
function lasting(text: string): string {
  return text.startsWith('{') ? (JSON.parse(text) as { otherwise: string }).otherwise : text
}

async function read(Name: string): Promise<string | undefined> {
  return (await found(ssm.send(new GetParameterCommand({ Name }))))?.Parameter?.Value
}

/** AWS refuses tags together with Overwrite: a parameter gets its tags when it is made. */
async function write(Name: string, Value: string, { service, execution }: Scene): Promise<void> {
  const once = (await read(Name)) === undefined ? { Tags: tagsOf(service, execution) } : { Overwrite: true }
  await ssm.send(new PutParameterCommand({ Name, Value, Type: 'String', ...once }))
}

function parameters(...actions: string[]): Permission {
  return { actions, resources: [arns.parameters] }
}

const tagsNewOne: Permission = { actions: ['ssm:AddTagsToResource'], resources: [arns.parameters], dependent: true }
