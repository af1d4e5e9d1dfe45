import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam'
import { CreateStateMachineCommand, SFNClient, StartExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn'
import { asAdministrator } from './local-account.ts'

/** Starts executions that run until they are stopped. */
export interface EndlessMachine {
  start(): Promise<string>
  stop(executionArn: string): Promise<void>
}

export async function endlessMachine(): Promise<EndlessMachine> {
  const trust = { Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' }
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] })
  const { Role } = await new IAMClient(asAdministrator).send(
    new CreateRoleCommand({ RoleName: 'machine', AssumeRolePolicyDocument }),
  )
  const wait = { Wait: { Type: 'Wait', Seconds: 1_000_000, End: true } }
  const definition = JSON.stringify({ QueryLanguage: 'JSONata', StartAt: 'Wait', States: wait })
  const states = new SFNClient(asAdministrator)
  const request = new CreateStateMachineCommand({ name: 'ResilientService-Endless', roleArn: Role?.Arn, definition })
  const { stateMachineArn } = await states.send(request)
  return {
    start: async () => (await states.send(new StartExecutionCommand({ stateMachineArn }))).executionArn ?? '',
    stop: async (executionArn) => {
      await states.send(new StopExecutionCommand({ executionArn }))
    },
  }
}
