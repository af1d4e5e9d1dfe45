import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm'
import { StepError } from '../core/errors.ts'
import { namesOf } from '../core/names.ts'

const ssm = new SSMClient()

/** Throws `Halted` while a person has set the halt switch of the service, or the one of all, to anything but `off`. */
export async function refuseWhileHalted(service: string): Promise<void> {
  const { halt, haltAll } = namesOf(service).parameters
  const { Parameters = [] } = await ssm.send(new GetParametersCommand({ Names: [halt, haltAll] }))
  const set = Parameters.find(({ Value }) => Value?.trim() !== 'off')
  if (set)
    throw new StepError('Halted', `${set.Name} is "${set.Value}". Delete it, or set it to "off", to run scenarios.`)
}
