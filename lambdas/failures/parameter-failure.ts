import { DeleteParameterCommand, GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import type { z } from 'zod'
import { arns } from '../arns.ts'
import { found } from '../core/aws.ts'
import { StepError } from '../core/errors.ts'
import { namesOf, type Setting } from '../core/names.ts'
import type { Permission } from '../core/step-row.ts'
import { type Facts, type Failure, failure } from './failure.ts'

const ssm = new SSMClient()
const absent = 'absent'

interface Definition<Options extends z.ZodObject> {
  does: string
  mitigates?: true
  parameter: Setting
  options: Options
  value(options: z.output<Options>): string
}

/**
 * A failure that is the value of a parameter. It is injected in the form that expires by itself on the instances, so
 * that a lost execution leaves no broken service behind, and lifted by the very text that was there before. The
 * parameter is never deleted: AWS wants 30 seconds between that and its creation anew.
 */
export function parameterFailure<Options extends z.ZodObject>(definition: Definition<Options>): Failure {
  const { parameter, value, ...rest } = definition
  const nameFor = (service: string) => namesOf(service).parameters.settings[parameter]
  const factOf = (service: string) => `the parameter ${nameFor(service)}`
  return failure({
    ...rest,
    allows: {
      look: [parameters('ssm:GetParameter')],
      inject: [parameters('ssm:PutParameter')],
      lift: [parameters('ssm:GetParameter', 'ssm:PutParameter', 'ssm:DeleteParameter')],
    },
    async look(service): Promise<Facts> {
      return { [factOf(service)]: (await read(nameFor(service))) ?? absent }
    },
    async inject({ service, before, until }, given) {
      const text = before[factOf(service)] ?? absent
      if (text === absent) throw new StepError('NotDeployed', `${factOf(service)} is missing: deploy ${service} again.`)
      await write(nameFor(service), JSON.stringify({ value: value(given), until, otherwise: lasting(text) }))
    },
    async lift({ service, before }) {
      const text = before[factOf(service)] ?? absent
      const now = await read(nameFor(service))
      // What is gone was torn down since: putting it back would leave something behind.
      if (text === absent || now === undefined || now === text) return
      const version = await write(nameFor(service), text)
      // Torn down since it was read: this write has made it anew, and nobody would know it as the service's.
      if (version === 1) await ssm.send(new DeleteParameterCommand({ Name: nameFor(service) }))
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

/** Answers with the version that this has made: the first where there was no such parameter. */
async function write(Name: string, Value: string): Promise<number | undefined> {
  const { Version } = await ssm.send(new PutParameterCommand({ Name, Value, Type: 'String', Overwrite: true }))
  return Version
}

function parameters(...actions: string[]): Permission {
  return { actions, resources: [arns.parameters] }
}
