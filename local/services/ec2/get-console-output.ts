import type { GetConsoleOutputRequest, GetConsoleOutputResult } from '@aws-sdk/client-ec2'
import type { Call } from '../../operation.ts'
import { find } from './requests/resource-id.ts'

/** The last 64 KiB that a machine's units and its system have written, base64. */
export function handle({ InstanceId = '' }: GetConsoleOutputRequest, { cloud }: Call): GetConsoleOutputResult {
  const { id, machine } = find(cloud.ec2.instances, InstanceId, 'instance')
  const Output = Buffer.from(machine.console.text).toString('base64')
  return { InstanceId: id, Timestamp: new Date(cloud.clock.now()), ...(Output ? { Output } : {}) }
}

export function resources({ InstanceId = '' }: GetConsoleOutputRequest, { cloud }: Call): string[] {
  return [cloud.ec2.arn('instance', InstanceId)]
}
