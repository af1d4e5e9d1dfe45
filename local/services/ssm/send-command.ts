import { randomUUID } from 'node:crypto'
import type { SendCommandRequest, SendCommandResult } from '@aws-sdk/client-ssm'
import { AwsError } from '../../aws-error.ts'
import type { Cloud } from '../../cloud.ts'
import type { Call } from '../../operation.ts'
import type { Invocation } from './invocation.ts'
import { managedInstances } from './managed-instances.ts'

const systemctl = /^(?:sudo\s+)?systemctl\s+(start|stop|restart|is-active)\s+([\w@.-]+)$/

export function resources({ DocumentName, InstanceIds = [] }: SendCommandRequest, { cloud }: Call): string[] {
  const documents = `arn:aws:ssm:${cloud.region}::document/${DocumentName}`
  return [documents, ...InstanceIds.map((id) => `arn:aws:ec2:${cloud.region}:${cloud.account}:instance/${id}`)]
}

/** Runs `systemctl` commands on the machines; no other script runs, since machines are the user's own processes. */
export function handle(input: SendCommandRequest, { cloud }: Call): SendCommandResult {
  const { DocumentName = '', InstanceIds = [], Comment = '' } = input
  if (DocumentName !== 'AWS-RunShellScript')
    throw new AwsError('InvalidDocument', `${DocumentName} is not supported by this cloud.`)
  const commands = readCommands(input.Parameters)
  const managed = new Map(managedInstances(cloud).map((instance) => [instance.id, instance]))
  const strangers = InstanceIds.filter((id) => !managed.has(id))
  if (InstanceIds.length === 0 || strangers.length > 0)
    throw new AwsError(
      'InvalidInstanceId',
      `Instances [[${strangers.join(', ')}]] not in a valid state for account ${cloud.account}`,
    )
  const commandId = randomUUID()
  const invocations = InstanceIds.map((instanceId) => begun(cloud, commandId, instanceId, DocumentName, Comment))
  cloud.ssm.invocations.set(commandId, invocations)
  for (const invocation of invocations) void run(cloud, invocation, commands)
  return {
    Command: {
      CommandId: commandId,
      DocumentName,
      Comment,
      InstanceIds,
      Parameters: input.Parameters,
      Status: 'Pending',
      RequestedDateTime: new Date(cloud.clock.now()),
      TargetCount: InstanceIds.length,
    },
  }
}

function readCommands({ commands = [], ...others }: Record<string, string[]> = {}): [verb: string, unit: string][] {
  const [other] = Object.keys(others)
  if (other !== undefined) throw new AwsError('InvalidParameters', `${other} is not supported by this cloud.`)
  if (commands.length === 0) throw new AwsError('InvalidParameters', 'The parameter commands is required.')
  return commands.map((line) => {
    const match = systemctl.exec(line.trim())
    if (!match)
      throw new AwsError(
        'InvalidParameters',
        `This cloud runs only systemctl start, stop, restart and is-active, not: ${line}`,
      )
    return [match[1] ?? '', match[2] ?? '']
  })
}

function begun(cloud: Cloud, commandId: string, instanceId: string, documentName: string, comment: string): Invocation {
  const requestedAt = cloud.clock.now()
  return {
    commandId,
    instanceId,
    documentName,
    comment,
    status: 'InProgress',
    responseCode: -1,
    output: '',
    requestedAt,
  }
}

async function run(cloud: Cloud, invocation: Invocation, commands: [string, string][]) {
  const machine = cloud.ec2.instance(invocation.instanceId)?.machine
  let status = machine ? 0 : 1
  for (const [verb, unit] of machine ? commands : []) {
    const result = await machine?.systemctl(verb, unit)
    status = result?.status ?? 1
    invocation.output += result?.output ? `${result.output}\n` : ''
  }
  invocation.status = status === 0 ? 'Success' : 'Failed'
  invocation.responseCode = status
  invocation.endedAt = cloud.clock.now()
}
