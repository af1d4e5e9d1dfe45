import type { ListStateMachinesInput, ListStateMachinesOutput } from '@aws-sdk/client-sfn'
import type { Call } from '../../operation.ts'
import { page } from './page.ts'

/** In the order of their names, as AWS lists them. */
export function handle(input: ListStateMachinesInput, { cloud }: Call): ListStateMachinesOutput {
  const machines = [...cloud.states.machines.values()].sort((one, other) => (one.name < other.name ? -1 : 1))
  const { items, ...rest } = page(machines, ({ name }) => name, input, 'stateMachines')
  return {
    stateMachines: items.map(({ arn, name, createdAt }) => ({
      stateMachineArn: arn,
      name,
      type: 'STANDARD' as const,
      creationDate: new Date(createdAt),
    })),
    ...rest,
  }
}
